#pragma once

#include <QWidget>

#include "ui/session/workspace/data_choice.h"

class QLabel;
class QMenu;
class QMimeData;
class QProgressBar;
class QToolButton;

namespace oneshot::ui {

class CharacterStrip;

/// Shows a choice of data and offers others: built-in glyphs, a file or a folder. Says in place what was understood of
/// them and what to be warned of, or why they cannot be used; more in a dialog. The window takes what is dropped here.
class DatasetField : public QWidget {
    Q_OBJECT
  public:
    /// The choice must outlive the field.
    DatasetField(const QString& caption, session::DataChoice&, QWidget* parent = nullptr);

    /// Adds "nothing" to the choices, for which `note` is shown.
    void allowNone(const QString& choice, const QString& note);
    void showDetails();
    /// Why the data cannot be used (yet); empty: they can.
    QString problem() const;

    QMenu* menu() const { return menu_; }
    QToolButton* button() const { return button_; }
    QAction* detailsAction() const { return details_; }
    static QStringList droppedPaths(const QMimeData*);  ///< the files and folders that are being dragged

  private:
    void fillMenu();
    void askForPath(bool folder);
    void showState();
    QString note() const;
    void showWarnings();
    void showRemedy();
    void showRecent();
    QList<std::pair<QString, QString>> warnings() const;  ///< sentence and examples of each

    session::DataChoice& choice_;
    QString caption_, noneNote_;
    QToolButton* button_;
    QLabel* note_;
    CharacterStrip* strip_;
    QToolButton *warning_, *remedy_, *cancel_;
    QProgressBar* progress_;
    QMenu *menu_, *recent_ = nullptr;
    QAction* details_ = nullptr;
    QString remedyKey_;  ///< of a SPEC, by which data that cannot be read would be; empty: none is known
};

}  // namespace oneshot::ui
