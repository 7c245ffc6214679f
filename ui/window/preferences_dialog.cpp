#include "ui/window/preferences_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <QUrl>

#include "core/compute/compute.h"
#include "ui/widgets/layout_parts.h"

namespace oneshot::ui {
namespace {

/// Says where trainings can be computed.
QString deviceSentence() {
    const QString gpus = QString::fromStdString(gpuNames());
    return gpus.isEmpty() ? PreferencesDialog::tr("The processor: there is no other device that this LibTorch can use.")
                          : PreferencesDialog::tr(
                                "The processor, or %1: choose it for a training by its setting Device, on Train.")
                                .arg(gpus);
}

/// Adds a row with a sentence below the field.
void addRow(QFormLayout* form, const QString& caption, QWidget* field, const QString& sentence) {
    QLabel* note = textLabel("");
    note->setText(sentence);
    field->setAccessibleDescription(sentence);
    form->addRow(fieldCaption(caption, field), columnLayout(2, {rowLayout(0, {{field, 1}, Filler{}}), note}));
}

}  // namespace

PreferencesDialog::PreferencesDialog(const Preferences& preferences, const QString& home, QWidget* parent)
    : QDialog(parent),
      theme_(new QComboBox),
      threads_(spinBox("preferences.threads", 0, std::max(hardwareThreads(), preferences.threads), 0)),
      smoothing_(new QSlider(Qt::Horizontal)),
      notifies_(new QCheckBox(tr("Tell when something long has ended"))) {
    setObjectName(QStringLiteral("preferences"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Preferences"));
    auto* reset = new QPushButton(tr("Reset to defaults"));
    reset->setObjectName(QStringLiteral("preferences.reset"));
    reset->setAutoDefault(false);
    auto* close = new QPushButton(tr("Close"));
    close->setObjectName(QStringLiteral("preferences.close"));
    close->setDefault(true);
    QLayout* fields = makeFields();
    auto* content = new QWidget;
    content->setLayout(columnLayout(16, {makeHome(home), fields, Filler{}}, {0, 0, 6, 0}));
    QScrollArea* scroll = scrolled(content);
    scroll->setMinimumWidth(content->minimumSizeHint().width() + 24);
    setLayout(columnLayout(16, {{scroll, 1}, rowLayout(8, {reset, Filler{}, close})}, {18, 16, 18, 14}));
    resize(sizeHint().expandedTo(QSize(620, 560)));
    showPreferences(preferences);

    connect(theme_, &QComboBox::currentIndexChanged, this, &PreferencesDialog::take);
    connect(threads_, &QSpinBox::valueChanged, this, &PreferencesDialog::take);
    connect(smoothing_, &QSlider::valueChanged, this, &PreferencesDialog::take);
    connect(notifies_, &QCheckBox::toggled, this, &PreferencesDialog::take);
    connect(reset, &QPushButton::clicked, this, [this] {
        showPreferences(Preferences());
        take();
    });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

QLayout* PreferencesDialog::makeHome(const QString& home) {
    QLabel* folder = textLabel("preferences.home", nullptr);
    folder->setText(QDir::toNativeSeparators(home));
    QToolButton* open = flatButton("preferences.home.open", "folder", tr("Open it"), tr("Shows the folder"));
    connect(open, &QToolButton::clicked, this, [home] { QDesktopServices::openUrl(QUrl::fromLocalFile(home)); });
    QLabel* note = textLabel("");
    note->setText(
        tr("Runs, sessions of Challenge, settings and the log are kept here. Another folder takes effect at "
           "the next start: begin the program with --home DIR, or set the variable ONESHOT_HOME."));
    return columnLayout(4, {cardTitle(tr("Home folder")), rowLayout(8, {{folder, 1}, {open, 0, Qt::AlignTop}}), note});
}

QLayout* PreferencesDialog::makeFields() {
    theme_->setObjectName(QStringLiteral("preferences.theme"));
    theme_->addItems({tr("As the system"), tr("Light"), tr("Dark")});  // in the order of Theme
    threads_->setSpecialValueText(tr("All cores"));
    smoothing_->setObjectName(QStringLiteral("preferences.smoothing"));
    smoothing_->setRange(0, Preferences::maxSmoothing);
    smoothing_->setPageStep(5);
    notifies_->setObjectName(QStringLiteral("preferences.notify"));

    auto* form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setVerticalSpacing(14);
    addRow(form, tr("Theme"), theme_,
           tr("Applied at once. As the system: light, dark or high contrast as the desktop was at the start."));
    addRow(form, tr("Threads"), threads_,
           tr("The most that a training or a study uses; there are %1 here. Takes effect with the next one.")
               .arg(hardwareThreads()));
    auto* device = new QLabel(deviceSentence());
    device->setObjectName(QStringLiteral("preferences.device"));
    device->setWordWrap(true);
    form->addRow(fieldCaption(tr("Device"), device), device);
    addRow(form, tr("Smoothing"), smoothing_,
           tr("How much the smoothed loss on Train keeps of the steps before. Applied at once."));
    form->addRow(notifies_);
    notifies_->setToolTip(
        tr("A notification of the desktop, if it has them, when a training or a job of more than a minute has ended "
           "while you are in another window"));
    return form;
}

void PreferencesDialog::showPreferences(const Preferences& preferences) {
    filling_ = true;
    theme_->setCurrentIndex(static_cast<int>(preferences.theme));
    threads_->setValue(preferences.threads);
    smoothing_->setValue(preferences.smoothing);
    notifies_->setChecked(preferences.notifies);
    filling_ = false;
}

void PreferencesDialog::take() {
    if (filling_) return;
    Preferences preferences;
    preferences.theme = static_cast<Theme>(theme_->currentIndex());
    preferences.threads = threads_->value();
    preferences.smoothing = smoothing_->value();
    preferences.notifies = notifies_->isChecked();
    Q_EMIT changed(preferences);
}

}  // namespace oneshot::ui
