#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace oneshot::ui {

/// Returns what the glossary of the manual says of a term, then its source, as plain text in lines of a tooltip's
/// width. Asserts that the term is known; of another it returns nothing.
QString explanation(const char* term);

/// Adds the explanation of a term to the widget's tooltip, and makes it its "What's this?".
void explain(QWidget*, const char* term);

/// Returns all terms, as they are asked for, in the order of the glossary.
QStringList glossaryTerms();

}  // namespace oneshot::ui
