#include "ui/session/training/training_session.h"

#include <chrono>
#include <exception>
#include <utility>

#include "core/base/error.h"
#include "core/compute/compute.h"
#include "core/runs/run_record.h"
#include "ui/session/common/omniglot.h"

namespace oneshot::session {
namespace {

constexpr std::chrono::milliseconds updateInterval{40};

QString inFullWords(const std::exception& error) {
    if (isOutOfMemory(error))
        return TrainingSession::tr(
            "The computer's memory is used up. Choose a smaller network or fewer pairs a step, and start again.");
    return QString::fromStdString(error.what());
}

}  // namespace

/// Called on the engine thread: keeps what is new under the session's mutex and announces it once.
class TrainingSession::Observer : public RunObserver {
  public:
    explicit Observer(TrainingSession& session) : session_(session) {}

    bool training() const { return training_; }  ///< the data are read, the network is made

    void onDirectory(const std::filesystem::path& directory) override {
        directory_ = directory;
        add([&] { session_.pendingDirectory_ = directory; });
    }
    void onReading(const std::string& what, std::int64_t done, std::int64_t total) override {
        add([&] { session_.pending_.reading = {what, done, total}; });
    }
    void onDamagedCheckpoint(const std::string& problem, std::int64_t step) override {
        add([&] { session_.pending_.damage = {problem, step}; });
    }
    void onNotice(const std::string& sentence) override {
        add([&] { session_.pending_.notices.push_back(sentence); });
    }
    void onData(const Dataset& background, const Dataset& validation) override {
        facts_.background = background.name;
        facts_.backgroundCharacters = background.characterCount();
        facts_.omniglot = isOmniglot(validation.empty() ? background : validation);
    }
    void onStarted(const ValidationProtocol& protocol, std::int64_t parameters) override {
        facts_.protocol = protocol;
        facts_.parameters = parameters;
        training_ = true;
        TrainingUpdate earlier = curvesSoFar(directory_, protocol);
        add([&] {
            session_.pending_.facts = facts_;
            session_.pending_.losses = std::move(earlier.losses);
            session_.pending_.evaluations = std::move(earlier.evaluations);
            session_.pending_.earlyEvaluations = std::move(earlier.earlyEvaluations);
        });
    }
    void onProgress(const Progress& progress) override {
        add([&] {
            session_.pending_.losses.push_back({progress.step, progress.loss});
            session_.pending_.progress = progress;
        });
    }
    void onEvaluation(const ValidationPoint& point) override {
        add([&] { session_.pending_.evaluations.push_back(point); });
    }
    void onEarlyEvaluation(const ValidationPoint& point) override {
        add([&] { session_.pending_.earlyEvaluations.push_back(point); });
    }
    void onModel(const ModelPtr& model) override {
        add([&] { session_.model_ = model; });
    }

  private:
    template <typename Change>
    void add(Change change) {
        const std::lock_guard lock(session_.mutex_);
        change();
        if (std::exchange(session_.pendingAnnounced_, true)) return;
        QMetaObject::invokeMethod(&session_.deliverTimer_, qOverload<>(&QTimer::start), Qt::QueuedConnection);
    }

    TrainingSession& session_;
    RunFacts facts_;
    std::filesystem::path directory_;
    bool training_ = false;
};

TrainingSession::TrainingSession() {
    deliverTimer_.setSingleShot(true);
    deliverTimer_.setInterval(updateInterval);
    connect(&deliverTimer_, &QTimer::timeout, this, &TrainingSession::deliver);
}

TrainingSession::~TrainingSession() {
    engine_.request_stop();
    if (engine_.joinable()) engine_.join();
}

void TrainingSession::start(const RunRequest& request, OpenData open) {
    run([request, open = std::move(open)](RunObserver& observer, std::stop_token stop, PauseToken& pause) {
        return startRun(request, observer, stop, pause, open);
    });
}

void TrainingSession::continueRun(const std::filesystem::path& directory, OpenData open) {
    run([directory, open = std::move(open)](RunObserver& observer, std::stop_token stop, PauseToken& pause) {
        return resumeRun(directory, std::nullopt, observer, stop, pause, open);
    });
}

void TrainingSession::recall(const std::filesystem::path& directory) {
    if (active() || !directory_.empty()) return;
    reader_.run([directory](const Worker::Control&) { return readPastRun(directory); },
                [this](const std::optional<PastRun>& run) {
                    if (!run) return;
                    directory_ = run->directory;
                    reason_ = run->reason;
                    end_ = run->state == RunState::Completed ? End::Completed
                           : run->state == RunState::Failed  ? End::Failed
                                                             : End::Stopped;
                    Q_EMIT recalled(*run);
                });
}

void TrainingSession::run(Work work) {
    if (active()) return;
    reader_.cancel();
    pauseToken_.setPaused(false);
    reason_.clear();
    directory_.clear();
    {
        const std::lock_guard lock(mutex_);
        pending_ = {};
        pendingDirectory_.clear();
        model_.reset();
    }
    setState(State::ReadingData);
    engine_ = std::jthread([this, job = ++job_, work = std::move(work)](std::stop_token stop) {
        lowerThreadPriority();
        End end = End::Failed;
        QString reason;
        Observer observer(*this);
        try {
            const RunResult result = work(observer, stop, pauseToken_);
            end = result.training.outcome == TrainingOutcome::Completed ? End::Completed : End::Stopped;
            try {
                reason = QString::fromStdString(earlyEnd(readRunRecord(result.directory)));
            } catch (const Error&) {  // it was moved meanwhile: nothing is told
            }
        } catch (const std::exception& error) {
            // An exception ends the reading of data; that is no failure if a stop was asked for.
            if (stop.stop_requested() && !observer.training())
                end = End::Stopped;
            else
                reason = inFullWords(error);
        }
        const std::lock_guard lock(mutex_);
        outcome_ = end;
        outcomeReason_ = reason;
        QMetaObject::invokeMethod(
            this,
            [this, job] {
                if (job == job_ && active()) finish();  // else wait() was faster
            },
            Qt::QueuedConnection);
    });
}

bool TrainingSession::holds() const {
    const std::lock_guard lock(mutex_);
    return state_ == State::Paused && pauseToken_.holding() && !pendingAnnounced_;
}

void TrainingSession::pause() {
    if (state_ != State::Running) return;
    pauseToken_.setPaused(true);
    setState(State::Paused);
}

void TrainingSession::resume() {
    if (state_ != State::Paused) return;
    pauseToken_.setPaused(false);
    setState(State::Running);
}

void TrainingSession::stop() {
    if (!active() || state_ == State::Stopping) return;
    engine_.request_stop();
    setState(State::Stopping);
}

void TrainingSession::wait() {
    if (engine_.joinable()) engine_.join();
    if (active()) finish();
}

ModelPtr TrainingSession::newestModel() const {
    const std::lock_guard lock(mutex_);
    return model_;
}

void TrainingSession::deliver() {
    if (!active()) return;  // a call that was on its way when the training ended
    TrainingUpdate update;
    {
        const std::lock_guard lock(mutex_);
        update = std::exchange(pending_, {});
        pendingAnnounced_ = false;
        directory_ = pendingDirectory_;
    }
    if (update.facts && state_ == State::ReadingData) setState(State::Running);
    Q_EMIT updated(update);
}

void TrainingSession::finish() {
    if (engine_.joinable()) engine_.join();
    deliverTimer_.stop();
    deliver();
    {
        const std::lock_guard lock(mutex_);
        end_ = outcome_;
        reason_ = outcomeReason_;
    }
    setState(State::Idle);
    Q_EMIT ended(end_);
}

void TrainingSession::setState(State state) {
    if (state_ == state) return;
    state_ = state;
    Q_EMIT stateChanged(state);
}

}  // namespace oneshot::session
