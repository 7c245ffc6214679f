#pragma once

#include <QString>
#include <map>

#include "ui/session/trials/trial_record.h"

namespace oneshot::session {

/// {"MODEL":{"position":3,"scores":[...],"fingerprint":"...","seen":false},...} as the store keeps it and files hold
/// it. position: that the model chose, from 1; null: a tie. A score that is no finite number is null. No answers: no
/// text.
QString textOf(const std::map<QString, OtherAnswer>&);

std::map<QString, OtherAnswer> otherAnswersIn(const QString& text);  ///< none where the text is no such object

}  // namespace oneshot::session
