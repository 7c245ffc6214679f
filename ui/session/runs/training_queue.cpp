#include "ui/session/runs/training_queue.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/runs/run_directory.h"
#include "core/runs/run_summary.h"
#include "ui/session/common/words.h"

namespace oneshot::session {
namespace {

QString searchTitle(const std::string& preset) {
    return TrainingQueue::tr("Search with %1").arg(QString::fromStdString(preset));
}

QString sentenceOf(const SearchResult& result) {
    const SearchTrial* best = result.search.best();
    const QString trials = counted(static_cast<qint64>(result.search.trials.size()), TrainingQueue::tr("1 trial"),
                                   TrainingQueue::tr("%1 trials"));
    if (!best) return TrainingQueue::tr("The search has ended after %1, none with an accuracy").arg(trials);
    return TrainingQueue::tr("The search has ended after %1; the best one reached %2 %")
        .arg(trials)
        .arg(best->accuracyPercent(), 0, 'f', 1);
}

QString sentenceOf(const QString& title, const RunResult& result) {
    const auto& best = result.training.best;
    return best ? TrainingQueue::tr("%1 is trained: %2 %").arg(title).arg(best->accuracy.percent(), 0, 'f', 1)
                : TrainingQueue::tr("%1 is trained").arg(title);
}

}  // namespace

/// Called on the worker's thread: counts steps over all trials, and names the run.
class TrainingQueue::Observer : public SearchObserver {
  public:
    /// title: of the run; empty: it keeps the name of its folder.
    Observer(const Worker::Control& control, std::string title) : control_(control), title_(std::move(title)) {}

    void onDirectory(const std::filesystem::path& directory) override {
        if (title_.empty()) return;
        try {
            RunNotes notes;
            notes.name = title_;
            writeRunNotes(directory, notes);
        } catch (const Error&) {  // the training matters more than its name
        }
    }
    void onTrial(const Search& search, const SearchTrial& trial) override {
        done_ = trial.number - 1;
        count_ = std::max(1, search.trialCount);
        control_.progress(done_, count_);
    }
    void onProgress(const Progress& progress) override {
        if (progress.totalSteps <= 0) return;
        control_.progress(done_ * progress.totalSteps + progress.step, count_ * progress.totalSteps);
    }

  private:
    const Worker::Control& control_;
    std::string title_;
    std::int64_t done_ = 0, count_ = 1;  ///< trials
};

struct TrainingQueue::Member {
    int number;
    QString title;
    std::filesystem::path search;  ///< empty: it is a training
    Work work;
    Jobs::Entry entry;
};

TrainingQueue::TrainingQueue(const TrainingSession& training) : training_(training) {
    connect(&training_, &TrainingSession::stateChanged, this, &TrainingQueue::follow);
    connect(&worker_, &Worker::progressed, this, [this](int percent) {
        percent_ = percent;
        if (!members_.empty() && !pause_.paused()) members_.front()->entry.setPercent(percent);
    });
    connect(&worker_, &Worker::failed, this,
            [this](const QString& why) { end(tr("%1: %2").arg(members_.front()->title, why), true); });
}

TrainingQueue::~TrainingQueue() = default;

void TrainingQueue::add(const Variant& variant, const OpenData& open) {
    const QString title = QString::fromStdString(variant.title);
    add(tr("Training of %1").arg(title), {}, [variant, open, title](const Worker::Control& control, PauseToken& pause) {
        Observer observer(control, variant.title);
        return sentenceOf(title, startRun(variant.request, observer, control.stop, pause, open));
    });
}

void TrainingQueue::addSearch(SearchRequest request) {
    if (request.directory.empty()) request.directory = newFolderIn(searchesFolder(), request.config.preset);
    add(searchTitle(request.config.preset), request.directory,
        [request](const Worker::Control& control, PauseToken& pause) {
            Observer observer(control, {});
            return sentenceOf(startSearch(request, observer, control.stop, pause));
        });
}

void TrainingQueue::resumeSearch(const std::filesystem::path& directory, std::optional<int> trials) {
    if (holds(directory)) return;
    add(tr("Search in %1").arg(QString::fromStdString(directory.filename().string())), directory,
        [directory, trials](const Worker::Control& control, PauseToken& pause) {
            Observer observer(control, {});
            return sentenceOf(oneshot::resumeSearch(directory, trials, observer, control.stop, pause));
        });
}

void TrainingQueue::add(const QString& title, const std::filesystem::path& search, Work work) {
    const int number = ++added_;
    const auto cancelled = [this, number] { cancel(number); };
    members_.emplace_back(new Member{number, title, search, std::move(work), {{title}, cancelled}});
    Q_EMIT changed();
    next();
}

bool TrainingQueue::holds(const std::filesystem::path& search) const {
    return std::ranges::any_of(members_, [&](const auto& member) { return member->search == search; });
}

void TrainingQueue::stopSearch(const std::filesystem::path& directory) {
    const auto found = std::ranges::find_if(members_, [&](const auto& member) { return member->search == directory; });
    if (found != members_.end()) cancel((*found)->number);
}

void TrainingQueue::next() {
    if (members_.empty() || worker_.busy() || training_.active()) return;
    percent_ = 0;
    pause_.setPaused(false);
    members_.front()->entry.setPercent(0);
    worker_.run([this, work = members_.front()->work](const Worker::Control& control) { return work(control, pause_); },
                [this](const QString& sentence) { end(sentence, false); });
    Q_EMIT changed();
}

void TrainingQueue::follow() {
    const bool held = training_.active();
    if (!worker_.busy()) return next();
    if (held == pause_.paused()) return;
    pause_.setPaused(held);
    members_.front()->entry.setPercent(held ? -1 : percent_);  // -1: it waits
}

void TrainingQueue::cancel(int number) {
    const auto found = std::ranges::find_if(members_, [&](const auto& member) { return member->number == number; });
    if (found == members_.end()) return;
    if (found == members_.begin() && worker_.busy()) worker_.cancel();
    members_.erase(found);
    Q_EMIT changed();
    QMetaObject::invokeMethod(this, &TrainingQueue::next, Qt::QueuedConnection);  // all of them may be cancelled
}

void TrainingQueue::end(const QString& sentence, bool fault) {
    const std::unique_ptr<Member> ended = std::move(members_.front());
    members_.pop_front();
    Q_EMIT told(sentence, fault);
    Q_EMIT changed();
    next();
}

}  // namespace oneshot::session
