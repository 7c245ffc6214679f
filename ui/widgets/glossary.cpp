#include "ui/widgets/glossary.h"

#include <QFile>
#include <QList>
#include <QRegularExpression>
#include <QWidget>
#include <algorithm>

namespace oneshot::ui {
namespace {

constexpr int lineWidth = 72;  // characters; a tooltip of plain text does not wrap by itself

struct Entry {
    QString term, text;
};

/// Breaks a text into lines of at most lineWidth characters, if its words allow it.
QString wrapped(const QString& text) {
    QString lines;
    qsizetype length = 0;
    for (const QString& word : text.simplified().split(u' ')) {
        const bool breaks = length > 0 && length + 1 + word.size() > lineWidth;
        if (length > 0) lines += breaks ? u'\n' : u' ';
        lines += word;
        length = (breaks || length == 0 ? 0 : length + 1) + word.size();
    }
    return lines;
}

/// Reads "## term", its text and "*Source: ...*" of the manual's page; the list of sources at its end has no terms.
QList<Entry> readGlossary() {
    QFile file(QStringLiteral(":/manual/glossary.md"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    static const QRegularExpression entry(QStringLiteral("^## (.+)\\n\\n([^#]+?)\\s\\*(Source: [^*]+)\\*$"),
                                          QRegularExpression::MultilineOption);
    QList<Entry> entries;
    for (auto found = entry.globalMatch(QString::fromUtf8(file.readAll())); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        entries.append({match.captured(1), wrapped(match.captured(2)) + u'\n' + wrapped(match.captured(3))});
    }
    return entries;
}

const QList<Entry>& glossary() {
    static const QList<Entry> entries = readGlossary();
    return entries;
}

}  // namespace

QString explanation(const char* term) {
    const QList<Entry>& entries = glossary();
    const auto entry = std::ranges::find(entries, QLatin1String(term), &Entry::term);
    Q_ASSERT_X(entry != entries.end(), "explanation", term);
    return entry == entries.end() ? QString() : entry->text;
}

void explain(QWidget* widget, const char* term) {
    const QString text = explanation(term);
    widget->setToolTip(widget->toolTip().isEmpty() ? text : widget->toolTip() + QStringLiteral("\n\n") + text);
    widget->setWhatsThis(text);
}

QStringList glossaryTerms() {
    QStringList terms;
    for (const Entry& entry : glossary()) terms.append(entry.term);
    return terms;
}

}  // namespace oneshot::ui
