#include "ui/session/challenge/challenge_session.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QUuid>
#include <algorithm>

#include "core/base/error.h"
#include "core/evaluation/task_evaluation.h"

namespace oneshot::session {
namespace {

/// What the local time is ahead of UTC then.
int offsetMinutes(const QDateTime& time) {
    return time.toLocalTime().offsetFromUtc() / 60;
}

}  // namespace

ChallengeSession::ChallengeSession(Workspace& workspace, std::filesystem::path store)
    : workspace_(workspace), file_(std::move(store)) {
    connect(&worker_, &Worker::progressed, this, &ChallengeSession::progressed);
    connect(&worker_, &Worker::failed, this, &ChallengeSession::giveUp);
    connect(&workspace_.models(), &ModelLibrary::changed, this, [this](const QString& id) {
        if (!waitingForModel_ || id != settings_.modelId) return;
        if (const ModelPtr model = workspace_.models().model(id))
            prepare(model);
        else
            giveUp(workspace_.models().problem(id));
    });
}

ChallengeSession::~ChallengeSession() {
    tryOnceMore();
    storeJobs_.run([this] { store_.reset(); }, [] {}, [](const QString&) {});
}

QString ChallengeSession::newParticipant() {
    static const QString letters = QStringLiteral("ABCDEFGHJKLMNPQRSTUVWXYZ23456789");  // none that look alike
    QString code;
    while (code.size() < 8) code += letters[static_cast<int>(QRandomGenerator::system()->bounded(letters.size()))];
    return code.insert(4, u'-');
}

void ChallengeSession::checkStore(const std::function<void()>& ready) {
    if (!start()) return;
    askStore([](TrialStore& store) { store.checkWritable(); }, ready);
}

void ChallengeSession::countLearnt(const ChallengeSettings& settings,
                                   const std::function<void(const LearntTasks&)>& ready) {
    if (!start()) return;
    const ModelPtr model = workspace_.models().model(settings.modelId);
    if (!model || learntTheSame(model->origin(), {})) return ready({});
    worker_.run(
        [settings, model, datasets = std::vector{workspace_.dataset(), workspace_.heldOut()}, lake = workspace_.lake()](
            const Worker::Control& control) { return learntTasks(settings, *model, datasets, lake, control); },
        [this, job = job_, ready](const LearntTasks& learnt) {
            if (job == job_) ready(learnt);
        });
}

void ChallengeSession::begin(const ChallengeSettings& settings) {
    if (!start()) return;
    if (settings.modelId == ModelLibrary::live)
        return giveUp(
            tr("%1: the model in training changes while the trials last, so no session can be of it. Stop the "
               "training, or choose its run in the list of models.")
                .arg(ModelLibrary::titleOf(settings.modelId)));
    settings_ = settings;
    setState(State::Preparing);
    openModel();
}

void ChallengeSession::resume(qint64 session) {
    if (!start()) return;
    setState(State::Preparing);
    askStore([session](TrialStore& store) { return std::pair(store.session(session), store.trials(session)); },
             [this](const std::pair<SessionRecord, std::vector<TrialRecord>>& stored) {
                 if (stored.first.state != SessionRecord::State::Open)
                     return giveUp(tr("Session %1 has come to its end. Begin a new one.").arg(stored.first.id));
                 resumed_ = stored.first;
                 records_ = stored.second;
                 settings_ = resumed_->settings;
                 openModel();
             });
}

/// Forgets the session before; false while one goes on.
bool ChallengeSession::start() {
    if (state_ != State::Idle && state_ != State::Ended) return false;
    ++job_;
    settings_ = {};
    resumed_.reset();
    prepared_ = {};
    trial_ = {};
    answered_.reset();
    records_.clear();
    problem_.clear();
    owner_ = QUuid::createUuid().toString(QUuid::WithoutBraces);
    mayBeSeen_ = false;
    wish_ = Wish::GoOn;
    return true;
}

void ChallengeSession::openModel() {
    ModelLibrary& models = workspace_.models();
    if (const ModelPtr model = models.model(settings_.modelId)) return prepare(model);
    if (settings_.modelId == ModelLibrary::live) return giveUp(models.problem(settings_.modelId));
    waitingForModel_ = true;
    models.open(settings_.modelId);
}

void ChallengeSession::prepare(const ModelPtr& model) {
    waitingForModel_ = false;
    worker_.run(
        [settings = settings_, model, datasets = std::vector{workspace_.dataset(), workspace_.heldOut()},
         lake = workspace_.lake()](const Worker::Control& control) {
            return prepareChallenge(settings, *model, datasets, lake, control);
        },
        [this](const PreparedChallenge& prepared) {
            prepared_ = prepared;
            takeUp();
        });
}

/// Begins the session in the store, or goes on with it.
void ChallengeSession::takeUp() {
    const auto ready = [this](qint64 id) { begun(id); };
    if (resumed_) {
        const QString other = prepared_.differenceFrom(*resumed_, records_);
        if (!other.isEmpty()) return giveUp(other);
        mayBeSeen_ = true;
        return askStore(
            [id = resumed_->id, owner = owner_](TrialStore& store) {
                store.hold(id);
                store.takeUp(id, owner);
                return id;
            },
            ready);
    }
    SessionRecord record;
    record.settings = settings_;
    if (!settings_.consent.isEmpty())
        record.consentVersion = QString::fromLatin1(
            QCryptographicHash::hash(settings_.consent.toUtf8(), QCryptographicHash::Sha256).toHex().first(12));
    record.dataSha256 = prepared_.drafts.front().dataSha256;
    record.modelFingerprint = prepared_.drafts.front().modelFingerprint;
    record.version = QCoreApplication::applicationVersion();
    record.startedUtc = QDateTime::currentDateTimeUtc();
    record.utcOffsetMinutes = offsetMinutes(record.startedUtc);
    askStore(
        [record, owner = owner_](TrialStore& store) {
            const qint64 id = store.addSession(record, owner);
            store.hold(id);
            return id;
        },
        ready);
}

/// The session is this window's in the store.
void ChallengeSession::begun(qint64 id) {
    id_ = id;
    const int next = records_.empty() ? 0 : records_.back().number;
    // Where all are answered, it was ended between its last answer and the note of its completion.
    if (next >= static_cast<int>(prepared_.tasks.size()))
        return saveState(SessionRecord::State::Completed, [this] { setState(State::Ended); });
    show(next);
    setState(State::Instruction);
}

void ChallengeSession::show(int index) {
    const TrialRecord& draft = prepared_.drafts[index];
    answered_.reset();
    trial_ = {.number = draft.number,
              .total = static_cast<int>(prepared_.tasks.size()),
              .practice = draft.practice,
              .ordinal = draft.practice ? draft.number : draft.number - settings_.practice,
              .count = draft.practice ? settings_.practice : settings_.trials,
              .task = prepared_.tasks[index],
              .id = draft.taskId,
              .alphabet = draft.alphabet};
}

void ChallengeSession::answer(const TrialAnswer& answer) {
    if (state_ != State::Ready || answer.way < -1 || answer.way >= static_cast<int>(trial_.task.ways.size())) return;
    TrialRecord record = prepared_.drafts[trial_.number - 1];
    record.session = id_;
    record.answer = answer;
    record.answer.seenBefore |= mayBeSeen_;
    record.resumed = resumed_.has_value();
    record.version = QCoreApplication::applicationVersion();
    record.answeredUtc = QDateTime::currentDateTimeUtc();
    record.utcOffsetMinutes = offsetMinutes(record.answeredUtc);
    record.shownUtc = record.answeredUtc.addMSecs(-qRound64(answer.milliseconds));
    save({[record, owner = owner_](TrialStore& store) { store.addTrial(record, owner); },
          [this, record] { saved(record); }, true});
}

/// Stores what must not be lost; then goes on, or halts.
void ChallengeSession::save(Write write) {
    unsaved_ = std::move(write);
    setState(State::Saving);
    useStore(
        [work = unsaved_.work, id = id_, owner = owner_](TrialStore& store) {
            try {
                work(store);
            } catch (const Error& error) {
                if (store.mayGoOn(id, owner)) throw;
                return QString::fromUtf8(error.what());
            }
            return QString();
        },
        [this](const QString& displaced) {
            problem_ = displaced;
            if (displaced.isEmpty()) return std::exchange(unsaved_, {}).then();
            wish_ = Wish::GoOn;
            setState(State::Displaced);
        },
        [this](const QString& why) {
            problem_ = why;
            wish_ = Wish::GoOn;
            setState(State::Halted);
        });
}

void ChallengeSession::saveState(SessionRecord::State state, std::function<void()> then) {
    save({[id = id_, owner = owner_, state](TrialStore& store) { store.setState(id, state, owner); }, std::move(then)});
}

void ChallengeSession::saved(const TrialRecord& record) {
    records_.push_back(record);
    answered_ = record;
    mayBeSeen_ = false;
    if (record.number < trial_.total) return goOn();
    saveState(SessionRecord::State::Completed, [this] { goOn(); });
}

void ChallengeSession::goOn() {
    setState(State::Answered);
    const Wish wish = std::exchange(wish_, Wish::GoOn);
    if (wish == Wish::Leave) leave();
    if (wish == Wish::End) end();
}

void ChallengeSession::next() {
    if (state_ == State::Instruction || state_ == State::PracticeOver || state_ == State::Break)
        return setState(State::Ready);
    if (state_ != State::Answered) return;
    if (trial_.number == trial_.total) return setState(State::Ended);
    const auto counted = std::ranges::count(records_, false, &TrialRecord::practice);
    const bool due = settings_.breakEvery > 0 && !records_.back().practice && counted % settings_.breakEvery == 0;
    show(trial_.number);
    const bool practiceOver = records_.back().practice && !trial_.practice;
    setState(practiceOver ? State::PracticeOver : due ? State::Break : State::Ready);
}

void ChallengeSession::retry() {
    if (state_ == State::Halted) save(std::move(unsaved_));
}

void ChallengeSession::end() {
    if (state_ == State::Preparing || state_ == State::Displaced) return leave();
    if (state_ == State::Saving || state_ == State::Halted) {
        wish_ = Wish::End;
        return retry();
    }
    if (state_ == State::Idle || state_ == State::Ended) return;
    if (state_ == State::Answered && trial_.number == trial_.total) return setState(State::Ended);
    saveState(SessionRecord::State::Ended, [this] { setState(State::Ended); });
}

void ChallengeSession::leave() {
    if (state_ == State::Saving) {
        wish_ = Wish::Leave;
        return;
    }
    tryOnceMore();
    if (state_ == State::Displaced) problem_.clear();  // it has been told, and nothing is to be done here
    unsaved_ = {};
    ++job_;
    waitingForModel_ = false;
    worker_.cancel();
    if (state_ != State::Idle) setState(State::Idle);
}

/// Where an answer could not be stored and no one will ask again.
void ChallengeSession::tryOnceMore() {
    if (state_ == State::Halted)
        useStore(
            std::exchange(unsaved_, {}).work, [] {}, [](const QString&) {});
}

void ChallengeSession::giveUp(const QString& problem) {
    waitingForModel_ = false;
    problem_ = problem;
    setState(State::Idle);
}

void ChallengeSession::setState(State state) {
    state_ = state;
    if (state == State::Idle || state == State::Ended)
        storeJobs_.run(
            [this] {
                if (store_) store_->release();
            },
            [] {}, [](const QString&) {});
    Q_EMIT stateChanged(state);
}

void ChallengeSession::changeStored(std::function<void(TrialStore&)> work) {
    useStore(
        std::move(work), [this] { list(); }, [this](const QString& why) { tellFailedChange(why); });
}

void ChallengeSession::tellFailedChange(const QString& why) {
    Q_EMIT changeFailed(why);
    list();
}

void ChallengeSession::setNote(qint64 session, const QString& note) {
    changeStored([session, note](TrialStore& store) { store.setNote(session, note); });
}

void ChallengeSession::setExclusion(const std::vector<qint64>& sessions, const std::optional<QString>& reason) {
    changeStored([sessions, reason](TrialStore& store) {
        for (const qint64 session : sessions) store.setExclusion(session, reason);
    });
}

void ChallengeSession::erase(std::function<TrialStore::Erasure(TrialStore&)> work) {
    useStore(
        std::move(work),
        [this](const TrialStore::Erasure& erasure) {
            Q_EMIT deleted(erasure);
            list();
        },
        [this](const QString& why) { tellFailedChange(why); });
}

void ChallengeSession::deleteSessions(const std::vector<qint64>& sessions) {
    erase([sessions](TrialStore& store) { return store.deleteSessions(sessions); });
}

void ChallengeSession::deleteParticipant(const QString& code) {
    erase([code](TrialStore& store) { return store.deleteParticipant(code); });
}

void ChallengeSession::list() {
    std::error_code none;
    if (!std::filesystem::exists(file_, none)) {  // made at the first session only
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT listed({}, {}); }, Qt::QueuedConnection);
        return;
    }
    useStore([](TrialStore& store) { return std::pair(store.sessions(), store.allTrials()); },
             [this](const std::pair<std::vector<SessionRecord>, std::vector<TrialRecord>>& stored) {
                 Q_EMIT listed(stored.first, stored.second);
             },
             [this](const QString& why) { Q_EMIT listingFailed(why); });
}

}  // namespace oneshot::session
