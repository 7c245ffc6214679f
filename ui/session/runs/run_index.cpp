#include "ui/session/runs/run_index.h"

#include <QScopeGuard>
#include <algorithm>
#include <exception>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/stop.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_trash.h"
#include "ui/session/runs/run_database.h"

namespace oneshot::session {
namespace {

namespace fs = std::filesystem;

RunListPtr listOf(const std::unordered_map<std::string, IndexedRun>& known) {
    auto list = std::make_shared<RunList>();
    list->reserve(known.size());
    for (const auto& [name, run] : known) list->push_back(run.summary);
    std::ranges::sort(*list, [](const RunSummary& a, const RunSummary& b) {
        return std::tie(a.record.startedUtc, a.directory) > std::tie(b.record.startedUtc, b.directory);
    });
    return list;
}

}  // namespace

/// What the index's thread knows of the folders.
class RunIndex::Scanner {
  public:
    Scanner(fs::path folder, fs::path file) : folder_(std::move(folder)), file_(std::move(file)) {}

    /// What was known when the program ran last; once.
    bool open() {
        if (database_) return false;
        database_.emplace(file_);
        known_ = database_->runs(folder_);
        list_ = listOf(known_);
        return !known_.empty();
    }
    const RunListPtr& list() const { return list_; }  ///< another one where there is news

    /// Reads changed folders. What it does not come to, since it was stopped, is read when the program runs next.
    void scan(const ProgressFunction& progress, const std::stop_token& stop) {
        std::vector<IndexedRun> changed;
        std::vector<std::string> gone;
        std::unordered_map<std::string, IndexedRun> before = std::move(known_);
        known_.clear();
        bool news = false;
        std::error_code failed;
        for (fs::directory_iterator entry(folder_, failed), end; !failed && entry != end; entry.increment(failed)) {
            const std::string name = entry->path().filename().string();
            if (name.starts_with('.')) continue;
            std::string stamp = runStamp(entry->path());
            if (stamp.empty()) continue;
            const auto old = before.find(name);
            if (old == before.end() || old->second.stamp != stamp) {
                changed.push_back({{}, std::move(stamp)});
                changed.back().summary.directory = entry->path();
                if (old != before.end()) before.erase(old);
                continue;
            }
            // Only the lock tells whether one that should be running is.
            RunSummary& summary = old->second.summary;
            const bool died =
                summary.problem.empty() && summary.record.state == RunState::Running && !isLocked(entry->path());
            news = news || died != summary.died;
            summary.died = died;
            known_.insert(before.extract(old));
        }
        for (const auto& [name, run] : before) gone.push_back(name);
        const auto read = [&](std::int64_t i) {
            IndexedRun& run = changed[static_cast<std::size_t>(i)];
            run.summary = readRunSummary(run.summary.directory);
        };
        parallelFor(std::ssize(changed), read, stoppable(progress, stop));
        database_->update(changed, gone);
        news = news || !changed.empty() || !gone.empty();
        for (IndexedRun& run : changed) {
            std::string name = run.summary.name();
            known_.insert_or_assign(std::move(name), std::move(run));
        }
        if (news) list_ = listOf(known_);
    }

  private:
    fs::path folder_, file_;
    std::optional<RunDatabase> database_;
    std::unordered_map<std::string, IndexedRun> known_;
    RunListPtr list_ = std::make_shared<RunList>();
};

RunIndex::RunIndex(fs::path runsFolder, fs::path file)
    : folder_(std::move(runsFolder)), scanner_(std::make_unique<Scanner>(folder_, std::move(file))) {}

RunIndex::~RunIndex() {
    closing_.request_stop();
    post([this] { scanner_.reset(); });  // on the thread that its database belongs to
}

const RunSummary* RunIndex::find(const fs::path& directory) const {
    const auto found = std::ranges::find(*runs_, directory, &RunSummary::directory);
    return found == runs_->end() ? nullptr : &*found;
}

void RunIndex::tell(std::function<void()> news) {
    QMetaObject::invokeMethod(this, std::move(news), Qt::QueuedConnection);
}

void RunIndex::post(std::function<void()> work) {
    queue_.run(
        std::move(work), [] {}, [this](const QString& why) { Q_EMIT failed(why); });
}

void RunIndex::refresh() {
    if (scanWaits_.exchange(true)) return;
    post([this] { scan(); });
}

void RunIndex::scan() {
    scanWaits_ = false;
    const auto publish = [this](bool scanned) {
        tell([this, scanned, list = scanner_->list(), trashed = static_cast<int>(trashedRuns(folder_).size())] {
            runs_ = list;
            scanned_ = scanned_ || scanned;
            trashed_ = trashed;
            Q_EMIT changed();
        });
    };
    if (closing_.stop_requested()) return;
    if (scanner_->open()) publish(false);  // at once, then what has changed meanwhile
    int shown = -1;
    const auto progress = [this, &shown](std::int64_t done, std::int64_t total) {
        const int percent = total > 0 ? static_cast<int>(100 * done / total) : 100;
        if (total < 200 || percent == shown) return;
        shown = percent;
        tell([this, percent] { Q_EMIT progressed(percent); });
    };
    if (unlessStopped([&] { scanner_->scan(progress, closing_.get_token()); })) publish(true);
}

void RunIndex::changeNotes(const fs::path& run, std::function<void(RunNotes&)> change) {
    post([this, run, change = std::move(change)] {
        RunNotes notes;
        try {
            notes = readRunNotes(run);
        } catch (const Error&) {  // damaged: writing keeps them beside
        }
        change(notes);
        writeRunNotes(run, notes);
        scan();
    });
}

void RunIndex::postChange(std::function<void()> change) {
    post([this, change = std::move(change)] {
        std::exception_ptr failure;
        try {
            change();
        } catch (const std::exception&) {
            failure = std::current_exception();
        }
        scan();
        if (failure) std::rethrow_exception(failure);
    });
}

void RunIndex::moveToTrash(const std::vector<fs::path>& runs, std::function<void(const std::vector<fs::path>&)> moved) {
    postChange([this, runs, moved = std::move(moved)] {
        std::vector<fs::path> done;
        const auto tellMoved = qScopeGuard([&] {
            if (moved && !done.empty()) tell([moved, done] { moved(done); });
        });
        for (const fs::path& run : runs) {
            moved_[run] = oneshot::moveToTrash(run);
            done.push_back(run);
        }
    });
}

void RunIndex::putBack(const std::vector<fs::path>& runs) {
    postChange([this, runs] {
        std::vector<Move> back;
        for (const fs::path& run : runs)
            if (const auto move = moved_.extract(run)) back.push_back({run, move.mapped()});
        restore(back);
    });
}

void RunIndex::restore(const std::vector<Move>& moves) {
    std::exception_ptr failure;
    for (const Move& move : moves) try {
            restoreFromTrash(move.trashed, move.run);
        } catch (const std::exception&) {
            failure = std::current_exception();
        }
    if (failure) std::rethrow_exception(failure);
}

void RunIndex::restoreAll() {
    postChange([this] {
        moved_.clear();
        std::vector<Move> all;
        for (const fs::path& trashed : trashedRuns(folder_)) {
            std::string name = trashed.filename().string();
            const std::size_t tilde = name.rfind('~');  // with a number behind it: of a second one of that name
            if (tilde != std::string::npos && tilde + 1 < name.size() &&
                name.find_first_not_of("0123456789", tilde + 1) == std::string::npos)
                name.resize(tilde);
            all.push_back({folder_ / name, trashed});
        }
        restore(all);
    });
}

void RunIndex::emptyTrash() {
    postChange([this] {
        moved_.clear();
        oneshot::emptyTrash(folder_);
    });
}

}  // namespace oneshot::session
