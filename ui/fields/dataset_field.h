#pragma once

#include <QWidget>

#include "ui/session/workspace/dataset_inspector.h"

class QLabel;
class QMenu;
class QMimeData;
class QProgressBar;
class QToolButton;

namespace oneshot::ui {

class CharacterStrip;

/// A choice of data: built-in glyphs, a file or a folder, by menu or by dropping it here. Says in place what was
/// understood of them and what to be warned of, or why they cannot be used; more in a dialog.
class DatasetField : public QWidget {
    Q_OBJECT
  public:
    /// glyphSpec: what "built-in glyphs" means here.
    DatasetField(const QString& caption, const QString& glyphSpec, QWidget* parent = nullptr);

    /// Adds "nothing" to the choices, for which `note` is shown.
    void allowNone(const QString& choice, const QString& note);

    void choose(const QString& spec);  ///< empty: none
    void cancelReading();              ///< back to what was chosen before
    /// Warns of characters that the data of this summary also hold. name: what a sentence calls them.
    void compareWith(const session::DatasetSummary& other, const QString& name);
    void showDetails();
    void choosePath(const QString& path);
    /// The first of what was dropped, with the strokes or labels that belong to it; says how many were left out.
    void choosePaths(const QStringList& paths);
    const QString& spec() const { return spec_; }
    const session::DatasetSummary& summary() const { return summary_; }
    bool glyphs() const { return isGlyphs(spec_); }
    bool reading() const { return reading_; }
    /// Why the data cannot be used (yet); empty: they can.
    QString problem() const;
    QString displayName() const;
    static bool isGlyphs(const QString& spec);

    /// SPECs to choose again, the newest first.
    void setRecent(const QStringList&);

    QMenu* menu() const { return menu_; }
    QToolButton* button() const { return button_; }
    QAction* detailsAction() const { return details_; }
    static QStringList droppedPaths(const QMimeData*);  ///< the files and folders that are being dragged

  Q_SIGNALS:
    void changed();  ///< another choice, or what was understood of it

  protected:
    void dragEnterEvent(QDragEnterEvent*) override;
    void dropEvent(QDropEvent*) override;

  private:
    void askForFile();
    void askForFolder();
    void take(const session::DatasetSummary&);
    void showState();
    void showWarnings();
    QList<std::pair<QString, QString>> warnings() const;  ///< sentence and examples of each

    QString caption_, glyphSpec_, spec_, noneNote_, otherName_;
    session::DatasetSummary summary_;
    session::DatasetSummary before_;  ///< what was last understood, or found at fault
    std::vector<CharacterKey> otherKeys_;
    bool reading_ = false;
    int percent_ = 0;
    int leftOut_ = 0;  ///< of the files that were dropped
    session::DatasetInspector inspector_;
    QToolButton* button_;
    QLabel* note_;
    CharacterStrip* strip_;
    QToolButton *warning_, *remedy_, *cancel_;
    QProgressBar* progress_;
    QMenu *menu_, *recent_;
    QAction* details_;
    QString remedyKey_;  ///< of a SPEC, by which data that cannot be read would be; empty: none is known
};

}  // namespace oneshot::ui
