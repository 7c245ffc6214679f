#pragma once

#include <QList>
#include <QSettings>
#include <QString>
#include <QStringList>

class QMainWindow;

namespace oneshot::ui {

/// What a window remembers from one start to the next: workbench.ini below homeFolder(). A file that is damaged or of
/// another version of the program is not used and set aside as workbench.ini.old.
class WindowState {
  public:
    WindowState();

    const QString& problem() const { return problem_; }  ///< why nothing was remembered, in full words; may be empty

    QString text(const char* key, const QString& otherwise = {}) const;
    int number(const char* key, int otherwise) const;
    void set(const char* key, const QVariant&);

    /// What was opened last, the newest first; adding moves to the front.
    QStringList recent(const char* key) const;
    void addRecent(const char* key, const QString& item);

    /// Place and size of the window, and of every splitter in it that has a name.
    void restoreLayout(QMainWindow&) const;
    void saveLayout(const QMainWindow&);

  private:
    static constexpr int version = 1;
    static constexpr int mostRecent = 8;

    QString problem_;  ///< first: the file is looked at before it is read
    QSettings settings_;
};

}  // namespace oneshot::ui
