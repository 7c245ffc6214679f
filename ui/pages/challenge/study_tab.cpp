#include "ui/pages/challenge/study_tab.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <cctype>

#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

QString nameOf(const char* key) {
    return QStringLiteral("study.") + QLatin1String(key);
}

bool isOfName(char letter) {
    return letter == '_' || std::isalnum(static_cast<unsigned char>(letter));
}

QPlainTextEdit* textEditor(int lines) {
    auto* editor = new QPlainTextEdit;
    editor->setTabChangesFocus(true);
    editor->setMinimumHeight((lines + 1) * editor->fontMetrics().lineSpacing());
    return editor;
}

}  // namespace

StudyTab::StudyTab() : rows_(columnLayout(4, {}, {12, 12, 12, 12})) {
    setLayout(rows_);
}

void StudyTab::addEditor(const char* key, const Caption& caption, QWidget* editor) {
    editor->setObjectName(nameOf(key));
    editor->setToolTip(caption.tip);
    editor->setAccessibleName(caption.text);
    editor->setAccessibleDescription(caption.tip);
    if (!caption.text.isEmpty() && !qobject_cast<QCheckBox*>(editor)) {
        QLabel* label = fieldCaption(caption.text, editor);
        label->setToolTip(caption.tip);
        label->setWordWrap(true);
        rows_->addWidget(label);
    }
    const bool isShort = qobject_cast<QAbstractSpinBox*>(editor) || qobject_cast<QComboBox*>(editor);
    rows_->addWidget(editor, 0, isShort ? Qt::AlignLeft : Qt::Alignment());
    addFaultLine(key);
}

void StudyTab::addFaultLine(const char* key) {
    QLabel* fault = textLabel(qPrintable(QStringLiteral("study.fault.") + QLatin1String(key)), nullptr);
    showNote(fault, {}, true);
    rows_->addWidget(fault);
    rows_->addSpacing(6);
    faults_[key] = fault;
}

QLineEdit* StudyTab::addLine(const char* key, const Caption& caption, std::string& member) {
    auto* editor = new QLineEdit(QString::fromStdString(member));
    addEditor(key, caption, editor);
    connect(editor, &QLineEdit::textChanged, this, [this, &member](const QString& text) {
        member = text.toStdString();
        Q_EMIT changed();
    });
    return editor;
}

QPlainTextEdit* StudyTab::addText(const char* key, const Caption& caption, std::string& member, int lines) {
    QPlainTextEdit* editor = textEditor(lines);
    editor->setPlainText(QString::fromStdString(member));
    addEditor(key, caption, editor);
    connect(editor, &QPlainTextEdit::textChanged, this, [this, editor, &member] {
        member = editor->toPlainText().toStdString();
        Q_EMIT changed();
    });
    return editor;
}

QPlainTextEdit* StudyTab::addList(const char* key, const Caption& caption, std::vector<std::string>& member,
                                  int lines) {
    QStringList items;
    for (const std::string& item : member) items += QString::fromStdString(item);
    QPlainTextEdit* editor = textEditor(lines);
    editor->setPlainText(items.join(u'\n'));
    addEditor(key, caption, editor);
    connect(editor, &QPlainTextEdit::textChanged, this, [this, editor, &member] {
        member.clear();
        for (const QString& line : editor->toPlainText().split(u'\n'))
            if (const QString item = line.trimmed(); !item.isEmpty()) member.push_back(item.toStdString());
        Q_EMIT changed();
    });
    return editor;
}

QCheckBox* StudyTab::addCheck(const char* key, const Caption& caption, bool& member) {
    auto* editor = new QCheckBox(caption.text);
    editor->setChecked(member);
    addEditor(key, caption, editor);
    connect(editor, &QCheckBox::toggled, this, [this, &member](bool checked) {
        member = checked;
        Q_EMIT changed();
    });
    return editor;
}

/// In a wide range: which numbers are sound, the study's own check says.
QDoubleSpinBox* StudyTab::addNumberBox(const char* key, const Caption& caption, double number,
                                       std::pair<double, double> range, int decimals,
                                       std::function<void(double)> take) {
    auto* editor = new QDoubleSpinBox;
    editor->setDecimals(decimals);
    editor->setRange(range.first, range.second);
    editor->setValue(number);
    editor->setFocusPolicy(Qt::StrongFocus);
    editor->installEventFilter(this);
    addEditor(key, caption, editor);
    connect(editor, &QDoubleSpinBox::valueChanged, this, [this, take = std::move(take)](double value) {
        take(value);
        Q_EMIT changed();
    });
    return editor;
}

QComboBox* StudyTab::addChoiceBox(const char* key, const Caption& caption, const QStringList& names, int index,
                                  std::function<void(int)> take) {
    auto* editor = new QComboBox;
    editor->addItems(names);
    editor->setCurrentIndex(index);
    editor->setFocusPolicy(Qt::StrongFocus);
    editor->installEventFilter(this);
    addEditor(key, caption, editor);
    connect(editor, &QComboBox::currentIndexChanged, this, [this, take = std::move(take)](int chosen) {
        take(chosen);
        Q_EMIT changed();
    });
    return editor;
}

/// A wheel that scrolls the page changes nothing on its way.
bool StudyTab::eventFilter(QObject* watched, QEvent* event) {
    const auto* editor = qobject_cast<QWidget*>(watched);
    if (event->type() != QEvent::Wheel || !editor || editor->hasFocus()) return QWidget::eventFilter(watched, event);
    event->ignore();
    return true;
}

void StudyTab::addNote(const QString& text) {
    QLabel* note = textLabel("study.note");
    note->setText(text);
    rows_->addWidget(note);
    rows_->addSpacing(6);
}

int StudyTab::showFaults(const std::vector<FieldError>& faults) {
    std::map<std::string, QStringList> told;
    int count = 0;
    for (const FieldError& fault : faults) {
        // The line of the longest key that the fault's begins with.
        const std::string* line = nullptr;
        for (const auto& [key, label] : faults_) {
            const bool isOf = fault.key == key || (fault.key.starts_with(key) && !isOfName(fault.key[key.size()]));
            if (isOf && (!line || line->size() < key.size())) line = &key;
        }
        if (!line) continue;
        ++count;
        QString item = QString::fromStdString(fault.key.substr(line->size()));
        if (item.startsWith(u'.')) item.remove(0, 1);
        const QString problem = QString::fromStdString(fault.problem);
        told[*line] += item.isEmpty() ? problem : QStringLiteral("%1 %2").arg(item, problem);
    }
    for (const auto& [key, label] : faults_) showNote(label, told[key].join(u'\n'), true);
    return count;
}

}  // namespace oneshot::ui
