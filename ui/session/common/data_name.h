#pragma once

#include <QString>

namespace oneshot::session {

/// What a person calls the data that a SPEC or a dataset's name tells of: "Built-in glyphs", "background_small1 with
/// strokes".
QString dataName(const QString& spec);
QString dataName(const std::string& spec);

}  // namespace oneshot::session
