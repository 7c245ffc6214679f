#include "ui/window/window_menus.h"

#include <QAbstractButton>
#include <QAction>
#include <QActionGroup>
#include <QEvent>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <utility>

#include "ui/window/help_windows.h"

namespace oneshot::ui {

WindowMenus::WindowMenus(QMainWindow& window, HelpWindows& help, const Shared& shared)
    : QObject(&window), window_(window) {
    addFile(shared.data);
    addEdit(shared.edit);
    addTraining(shared.training);
    addGo(shared.pages);
    addView();
    addHelp(help);
    window_.installEventFilter(this);
}

QAction* WindowMenus::add(QMenu* menu, const char* name, const QString& text, const QKeySequence& keys, Signal signal) {
    QAction* action = menu->addAction(text);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, [this, signal] { Q_EMIT(this->*signal)(); });
    return action;
}

void WindowMenus::addFile(const QList<QAction*>& data) {
    QMenu* file = window_.menuBar()->addMenu(tr("&File"));
    file->setToolTipsVisible(true);
    add(file, "file.open", tr("&Open..."), QKeySequence::Open, &WindowMenus::openRequested)
        ->setIcon(lineIcon("folder"));
    add(file, "file.open-folder", tr("Open a &folder..."), Qt::CTRL | Qt::SHIFT | Qt::Key_O,
        &WindowMenus::openFolderRequested)
        ->setIcon(lineIcon("folder"));
    file->addSeparator();
    for (QAction* action : data) {
        const QString name = action->objectName();
        if (name == QStringLiteral("dataset.file") || name == QStringLiteral("dataset.folder")) continue;  // as above
        if (name == QStringLiteral("dataset.show-details")) action->setShortcut(Qt::CTRL | Qt::Key_I);
        file->addAction(action);
    }
    file->addSeparator();
    reveal_ = add(file, "file.reveal", tr("&Reveal the run's folder"), {}, &WindowMenus::revealRequested);
    reveal_->setIcon(lineIcon("folder"));
    file->addSeparator();
    QAction* quit = file->addAction(tr("&Quit"), QKeySequence::Quit, &window_, &QWidget::close);
    quit->setObjectName(QStringLiteral("file.quit"));
}

void WindowMenus::addEdit(const QList<QAction*>& edit) {
    QMenu* menu = window_.menuBar()->addMenu(tr("&Edit"));
    menu->addActions(edit);
    menu->addSeparator();
    add(menu, "edit.preferences", tr("&Preferences..."), Qt::CTRL | Qt::Key_Comma, &WindowMenus::preferencesRequested);
}

void WindowMenus::addTraining(const QList<QAction*>& training) {
    const QList<std::pair<QString, QKeySequence>> keys{{QStringLiteral("training.start"), Qt::Key_F5},
                                                       {QStringLiteral("training.pause"), Qt::Key_F6},
                                                       {QStringLiteral("training.stop"), Qt::SHIFT | Qt::Key_F5}};
    for (QAction* action : training)
        for (const auto& [name, key] : keys)
            if (action->objectName() == name) action->setShortcut(key);
    window_.menuBar()->addMenu(tr("&Training"))->addActions(training);
}

/// A page's shortcut stays its own; in two places it would be ambiguous.
void WindowMenus::addGo(const QList<QAbstractButton*>& pages) {
    QMenu* go = window_.menuBar()->addMenu(tr("&Go"));
    for (QAbstractButton* button : pages) {
        QAction* action = go->addAction(button->icon(), button->text(), button, &QAbstractButton::click);
        action->setObjectName(QStringLiteral("go.") + button->objectName().section(u'.', 1));
        action->setShortcut(button->shortcut());
        button->setShortcut({});
    }
}

void WindowMenus::addView() {
    QMenu* view = window_.menuBar()->addMenu(tr("&View"));
    fullScreen_ = view->addAction(tr("&Full screen"), Qt::Key_F11, this, [this](bool on) {
        window_.setWindowState(window_.windowState().setFlag(Qt::WindowFullScreen, on));
    });
    fullScreen_->setObjectName(QStringLiteral("view.full-screen"));
    fullScreen_->setCheckable(true);
    view->addSection(tr("Theme"));
    auto* group = new QActionGroup(this);
    const QString names[] = {tr("As the &system"), tr("&Light"), tr("&Dark")};
    for (int theme = 0; theme < 3; ++theme) {
        QAction* action = group->addAction(names[theme]);
        action->setObjectName(QStringLiteral("view.theme.%1").arg(theme));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, theme] { Q_EMIT themeChosen(static_cast<Theme>(theme)); });
        themes_ += action;
    }
    view->addActions(themes_);
}

void WindowMenus::addHelp(HelpWindows& help) {
    QMenu* menu = window_.menuBar()->addMenu(tr("&Help"));
    add(menu, "help.learn", tr("&Learn one-shot learning"), {}, &WindowMenus::learnRequested)
        ->setIcon(lineIcon("learn"));
    add(menu, "help.manual", tr("&Manual"), Qt::Key_F1, &WindowMenus::manualRequested);
    const auto show = [&](const char* name, const QString& text, auto work) {
        menu->addAction(text, &help, work)->setObjectName(QLatin1String(name));
    };
    show("help.glossary", tr("&Glossary"), [&help] { help.showManual(QStringLiteral("glossary")); });
    show("help.shortcuts", tr("&Keyboard shortcuts"), &HelpWindows::showShortcuts);
    menu->addSeparator();
    show("help.log", tr("&Show the log"), &HelpWindows::showLog);
    show("help.diagnostics", tr("&Copy diagnostics"), &HelpWindows::copyDiagnostics);
    menu->addSeparator();
    show("help.about", tr("&About the workbench"), &HelpWindows::about);
}

void WindowMenus::setTheme(Theme theme) {
    themes_[static_cast<int>(theme)]->setChecked(true);
}

void WindowMenus::setHasRun(bool has) {
    reveal_->setEnabled(has);
}

bool WindowMenus::eventFilter(QObject*, QEvent* event) {
    if (event->type() == QEvent::WindowStateChange) fullScreen_->setChecked(window_.isFullScreen());
    return false;
}

}  // namespace oneshot::ui
