#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "core/study/study.h"
#include "ui/session/common/job_queue.h"

namespace oneshot::session {

/// A study that a person can choose.
struct StudyEntry {
    QString id;    ///< "shipped:lake", or the name of its file in the folder: "My study.json"
    QString name;  ///< of the study; of a file that cannot be used that of the file
    int version = 0;
    QString sha256;  ///< see contentSha256()
    bool isShipped = false;
    QString problem;                     ///< why it cannot be used, in full words; empty: it can
    std::shared_ptr<const Study> study;  ///< null: it cannot be used
};

/// The studies that there are: shipped ones, and those in a folder, a file each. Files are read and written on a thread
/// of its own, in the order asked for; the destructor waits for it. All methods are for the thread it lives on.
class StudyLibrary : public QObject {
    Q_OBJECT
  public:
    /// folder: made when something is stored there. trials: the file of the store, which tells what sessions used.
    StudyLibrary(std::filesystem::path folder, std::filesystem::path trials);

    const std::filesystem::path& folder() const { return folder_; }

    void list();
    // These list anew, whether or not it went well.
    /// Puts a copy into the folder, of the version that it has; of a study that is there already, none.
    void import(const QString& path);
    /// Writes the study into the file of this id; into a new one if there is no id or it is that of a shipped study.
    /// Another content becomes a new version; where sessions used the one before, it stays as "NAME.v3.json".
    void save(const Study&, const QString& id);
    void remove(const QString& id);   ///< into the folder's .trash; not of a shipped study
    void putBack(const QString& id);  ///< what remove() took away last under this id

  Q_SIGNALS:
    // On the thread of this object.
    void listed(const std::vector<oneshot::session::StudyEntry>& entries);  ///< by name; the newest version first
    void stored(const QString& id);         ///< of import() and save(), before listed(): where the study is now
    void failed(const QString& fullWords);  ///< something asked for was not done

  private:
    void change(std::function<QString()> work);
    QString importInto(const std::filesystem::path& file) const;
    QString saveInto(Study, const QString& id) const;

    std::filesystem::path folder_, trials_;
    std::map<QString, std::filesystem::path> removed_;  ///< by id: where it is in the trash; on the queue's thread
    JobQueue queue_{JobQueue::Priority::Interactive};   ///< last: done before what its jobs use goes
};

}  // namespace oneshot::session
