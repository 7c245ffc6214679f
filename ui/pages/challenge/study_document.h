#pragma once

#include <QString>
#include <memory>
#include <string>

#include "core/study/study.h"

class QFont;
class QTextDocument;

namespace oneshot::ui {

/// Makes a document of a text of a study: Markdown without HTML, which is shown as it is written. Links become their
/// words. Of pictures it has those of the study, as large as they are or smaller; of all others only their words are
/// left, so that nothing is ever read from a file or the network. Its paragraphs run as the study's language does, or
/// each as its own letters do where that runs to the right.
std::unique_ptr<QTextDocument> studyDocument(const Study&, const std::string& markdown, const QFont&);

/// Returns a document in words, pictures as those that stand for them.
QString wordsOf(const QTextDocument&);

/// Returns how the language of a study runs.
Qt::LayoutDirection directionOf(const Study&);

}  // namespace oneshot::ui
