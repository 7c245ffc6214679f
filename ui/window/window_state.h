#pragma once

#include <QList>
#include <QSettings>
#include <QString>
#include <QStringList>

class QMainWindow;

namespace oneshot::ui {
struct Preferences;
}

namespace oneshot::session {
class DataChoice;
class Workspace;
}  // namespace oneshot::session

namespace oneshot::ui {

/// What a window remembers from one start to the next: workbench.ini below homeFolder(). A file that is damaged or of
/// another version of the program is not used, but set aside as workbench.ini.old.
class WindowState {
  public:
    WindowState();

    bool isFirstStart() const { return firstStart_; }  ///< there was no file before
    QString text(const char* key, const QString& otherwise = {}) const;
    void set(const char* key, const QVariant&);
    /// Removes what names this text, from what is set aside too. Returns why it could not, in full words.
    QString forget(const QString& text);

    Preferences preferences() const;  ///< the defaults where nothing of use is kept
    void setPreferences(const Preferences&);

    /// Chooses the data and the model as they were, and remembers those that are opened from now on; it must outlive
    /// the workspace. Returns what a person should hear of it, in full words; may be empty.
    QString restoreChoices(session::Workspace&);
    void saveChoices(const session::Workspace&);

    /// Restores place and size of the window, the sizes of every splitter in it that has a name, and where dialogs for
    /// files begin. At a first start the window is no larger than the screen has room for.
    void restoreLayout(QMainWindow&) const;
    void saveLayout(const QMainWindow&);

  private:
    static constexpr int version = 1;
    static constexpr int maxRecent = 8;

    int number(const char* key, int low, int high, int otherwise) const;
    QStringList recent(const char* key) const;  ///< what was opened last, the newest first
    void addRecent(const char* key, const QString& item);
    /// Chooses what the key remembers. Returns a SPEC whose data are no longer there; empty: there is none.
    QString restore(session::DataChoice&, const char* key, bool mayBeEmpty) const;
    void rememberData(session::Workspace&, const session::DataChoice& opened);

    bool firstStart_;
    QString problem_;  ///< why nothing was remembered, in full words; first: the file is looked at before it is read
    QSettings settings_;
};

}  // namespace oneshot::ui
