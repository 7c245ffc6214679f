#pragma once

#include <QLocale>
#include <QString>
#include <exception>

// Texts that a person reads in several places.

namespace oneshot::session {

/// Returns `one` for 1, else `many` with the number in place of its %1: "1 run", "2,720 runs".
inline QString counted(qint64 n, const QString& one, const QString& many) {
    return n == 1 ? one : many.arg(QLocale().toString(n));
}

/// What a person calls the data of a SPEC or the dataset of a name: "Built-in glyphs", "background_small1 with
/// strokes".
QString dataName(const QString& spec);
QString dataName(const std::string& spec);

QString failureText(const std::exception&);  ///< in full words

}  // namespace oneshot::session
