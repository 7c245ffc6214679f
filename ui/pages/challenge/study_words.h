#pragma once

#include <QString>

#include "core/study/study.h"
#include "ui/session/trials/trial_record.h"

namespace oneshot::ui {

/// Returns a study to begin with: a few trials of built-in characters, without a name.
Study newStudy();
/// Returns a study, still without a name, whose sessions are as one of these settings, each participant with tasks of
/// their own. Data other than the built-in characters stay open, to be chosen where the study is run.
Study studyOf(const session::ChallengeSettings&);
/// Returns the study's name as that of a file, without a suffix.
QString fileNameOf(const Study&);

}  // namespace oneshot::ui
