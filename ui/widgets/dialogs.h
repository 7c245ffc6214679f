#pragma once

#include <QMessageBox>
#include <QString>
#include <QVariantMap>
#include <functional>

// Dialogs and message boxes. None of these functions blocks. A dialog for files begins where the last one for files of
// its kind was left: to open, those that the same button asks for; to save, those of the same suffix.
namespace oneshot::ui {

/// Returns where the dialogs for files were left, by the kind of file, for the next start of the program.
QVariantMap dialogFolders();
void setDialogFolders(const QVariantMap&);

struct OpenRequest {
    QString name;  ///< the dialog's objectName is this and ".dialog"
    QString title;
    QString filter = {};  ///< as "Tables (*.csv);;All files (*)"; empty: a folder is asked for
    QString start = {};   ///< folder to begin in at the first time
};
/// Asks for an existing file or folder; then calls `open` with its path.
void askWhatToOpen(QWidget* parent, const OpenRequest&, const std::function<void(const QString& path)>& open);

struct SaveRequest {
    QString name;  ///< the dialog's objectName is this and ".dialog"
    QString title;
    QString fileName;  ///< proposed; its suffix is given to names without one
    QString filter;    ///< as "Tables (*.csv)"
    bool offersExcel = true;
};
/// Asks where to save, and whether to replace what is there; then calls `save` with the path. For a CSV it also asks,
/// if that is offered, whether it is for Excel, which needs a byte order mark to read letters beyond English ones.
void askWhereToSave(QWidget* parent, const SaveRequest&,
                    const std::function<void(const QString& path, bool forExcel)>& save);

struct Question {
    QString name;  ///< objectName of the box
    QString title = {}, text = {}, details = {};
    QString yes = {}, yesName = {};  ///< text and objectName of the button that confirms
    QString no = {}, noName = {};    ///< of the other one, the default, which Escape presses too
    QMessageBox::Icon icon = QMessageBox::Question;
    QMessageBox::ButtonRole yesRole = QMessageBox::AcceptRole;
};
/// Calls `confirmed` where the person agrees.
void ask(QWidget* parent, const Question&, const std::function<void()>& confirmed);

/// Calls write() at once if the folder is empty or does not exist; else once the person has agreed that files of the
/// same names are replaced.
void askBeforeOverwriting(QWidget* parent, const QString& folder, const std::function<void()>& write);

/// Tells of something that went wrong. name: objectName of the box.
void warn(QWidget* parent, const QString& name, const QString& title, const QString& text);

}  // namespace oneshot::ui
