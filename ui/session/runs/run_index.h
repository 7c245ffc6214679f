#pragma once

#include <QObject>
#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <vector>

#include "core/runs/run_summary.h"
#include "ui/session/common/job_queue.h"

namespace oneshot::session {

using RunList = std::vector<RunSummary>;
using RunListPtr = std::shared_ptr<const RunList>;

/// All runs of the runs folder as plain values. The folders are the truth: they are looked at on a thread of its own,
/// only changed ones are read, and an SQLite file remembers the rest. What a person changes is done on that thread too,
/// in order, and nothing is lost: the destructor waits for it. All methods are for the thread it lives on.
class RunIndex : public QObject {
    Q_OBJECT
  public:
    /// file: the SQLite cache, made if there is none and anew if it is of no use.
    RunIndex(std::filesystem::path runsFolder, std::filesystem::path file);
    ~RunIndex() override;

    const std::filesystem::path& folder() const { return folder_; }
    const RunListPtr& runs() const { return runs_; }  ///< newest first; never null
    const RunSummary* find(const std::filesystem::path& directory) const;
    bool scanned() const { return scanned_; }  ///< the folders have been looked at once
    int trashed() const { return trashed_; }   ///< how many runs lie in the trash

    void refresh();  ///< looks at the folders anew
    /// change() gets what the folder's notes say then, on the index's thread; so two changes never undo each other.
    void changeNotes(const std::filesystem::path& run, std::function<void(RunNotes&)> change);
    /// moved: told of those that are there now, unless there is none.
    void moveToTrash(const std::vector<std::filesystem::path>& runs,
                     std::function<void(const std::vector<std::filesystem::path>&)> moved = {});
    /// Those that moveToTrash() moved and that are still in the trash.
    void putBack(const std::vector<std::filesystem::path>& runs);
    void restoreAll();
    void emptyTrash();  ///< deletes for ever

  Q_SIGNALS:
    // On the thread of this object.
    void changed();                         ///< runs(), scanned() or trashed()
    void progressed(int percent);           ///< of reading changed folders, if there are many
    void failed(const QString& fullWords);  ///< something asked for was not done

  private:
    struct Move {
        std::filesystem::path run, trashed;
    };
    class Scanner;

    void post(std::function<void()> work);  ///< on the index's thread; failed() tells if it throws
    void tell(std::function<void()> news);  ///< from there, on the thread of this object
    void scan();                            ///< on the index's thread
    /// Does the change on the index's thread, then looks at the folders; failed() tells if the change threw.
    void postChange(std::function<void()> change);
    void restore(const std::vector<Move>&);  ///< all that can be; on the index's thread

    std::filesystem::path folder_;
    RunListPtr runs_ = std::make_shared<RunList>();
    bool scanned_ = false;
    int trashed_ = 0;
    /// By run its place in the trash; used on the index's thread only.
    std::map<std::filesystem::path, std::filesystem::path> moved_;
    std::atomic<bool> scanWaits_ = false;  ///< one that has not begun will see what is new
    std::stop_source closing_;
    std::unique_ptr<Scanner> scanner_;                ///< used on the index's thread only
    JobQueue queue_{JobQueue::Priority::Background};  ///< last: done before what its jobs use goes
};

}  // namespace oneshot::session
