#pragma once

#include "core/study/study.h"
#include "ui/pages/challenge/study_tab.h"

// The simple parts of the editor of a study. The study must outlive them.
namespace oneshot::ui {

StudyTab* generalTab(Study&);
StudyTab* tasksTab(Study&);
StudyTab* timingTab(Study&);
StudyTab* modelsTab(Study&);  ///< and figures of others

}  // namespace oneshot::ui
