#pragma once

#include <QList>
#include <QObject>

#include "ui/widgets/theme.h"

class QAbstractButton;
class QAction;
class QKeySequence;
class QMainWindow;
class QMenu;

namespace oneshot::ui {

class HelpWindows;

/// The menus of the window. What pages and the rail do, they do by the same actions and buttons.
class WindowMenus : public QObject {
    Q_OBJECT
  public:
    struct Shared {
        QList<QAction*> data;           ///< of the data in use
        QList<QAction*> edit;           ///< undo and redo
        QList<QAction*> training;       ///< start, pause, stop, ...
        QList<QAbstractButton*> pages;  ///< of the rail; their shortcuts go to the menu
    };
    /// Belongs to the window. help must outlive it.
    WindowMenus(QMainWindow& window, HelpWindows& help, const Shared&);

    void setTheme(Theme);      ///< marks it
    void setHasRun(bool has);  ///< whether there is a folder of a run to reveal

    bool eventFilter(QObject*, QEvent*) override;

  Q_SIGNALS:
    void openRequested();
    void openFolderRequested();
    void revealRequested();
    void preferencesRequested();
    void themeChosen(oneshot::ui::Theme theme);
    void learnRequested();
    void manualRequested();  ///< at the page that is shown

  private:
    using Signal = void (WindowMenus::*)();

    QAction* add(QMenu*, const char* name, const QString& text, const QKeySequence&, Signal);
    void addFile(const QList<QAction*>& data);
    void addEdit(const QList<QAction*>& edit);
    void addTraining(const QList<QAction*>& training);
    void addGo(const QList<QAbstractButton*>& pages);
    void addView();
    void addHelp(HelpWindows&);

    QMainWindow& window_;
    QAction* reveal_ = nullptr;
    QAction* fullScreen_ = nullptr;
    QList<QAction*> themes_;  ///< in the order of Theme
};

}  // namespace oneshot::ui
