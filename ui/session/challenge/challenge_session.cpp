#include "ui/session/challenge/challenge_session.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QUuid>
#include <algorithm>

#include "core/base/error.h"
#include "core/evaluation/task_evaluation.h"
#include "core/models/models.h"
#include "core/study/study_order.h"
#include "ui/session/studies/study_settings.h"

namespace oneshot::session {
namespace {

/// What the local time is ahead of UTC then.
int offsetMinutes(const QDateTime& time) {
    return time.toLocalTime().offsetFromUtc() / 60;
}

/// All but the baselines.
QStringList mayHaveLearnt(QStringList models) {
    for (const std::string& baseline : baselineNames()) models.removeAll(QString::fromStdString(baseline));
    return models;
}

}  // namespace

ChallengeSession::ChallengeSession(Workspace& workspace, std::filesystem::path store)
    : workspace_(workspace), models_(workspace.models()), learners_(workspace.models()), stored_(std::move(store)) {
    connect(&worker_, &Worker::progressed, this, &ChallengeSession::progressed);
    connect(&worker_, &Worker::failed, this, &ChallengeSession::giveUp);
    connect(&models_, &ModelOpener::opened, this, &ChallengeSession::prepare);
    connect(&models_, &ModelOpener::failed, this, &ChallengeSession::giveUp);
    connect(&learners_, &ModelOpener::opened, this,
            [this](const std::vector<ModelPtr>& models) { std::exchange(withLearners_, {})(models); });
    connect(&learners_, &ModelOpener::failed, this, [this] { std::exchange(withLearners_, {})({}); });
    connect(&stored_, &StoredSessions::listed, this, &ChallengeSession::listed);
    connect(&stored_, &StoredSessions::listingFailed, this, &ChallengeSession::listingFailed);
    connect(&stored_, &StoredSessions::deleted, this, &ChallengeSession::deleted);
    connect(&stored_, &StoredSessions::changeFailed, this, &ChallengeSession::changeFailed);
}

ChallengeSession::~ChallengeSession() {
    tryOnceMore();
}

QString ChallengeSession::newParticipant() {
    static const QString letters = QStringLiteral("ABCDEFGHJKLMNPQRSTUVWXYZ23456789");  // none that look alike
    QString code;
    while (code.size() < 8) code += letters[static_cast<int>(QRandomGenerator::system()->bounded(letters.size()))];
    return code.insert(4, u'-');
}

void ChallengeSession::checkStore(const std::function<void()>& ready, const StudyUse& study) {
    if (!start()) return;
    askStore(
        [study](TrialStore& store) {
            store.checkWritable();
            if (study.isUsed()) store.nextParticipant(study);  // throws where it was changed
        },
        ready);
}

void ChallengeSession::countLearnt(const ChallengeSettings& settings,
                                   const std::function<void(const LearntTasks&)>& ready) {
    if (!start()) return;
    withLearners_ = [this, settings, ready](std::vector<ModelPtr> models) {
        std::erase_if(models, [](const ModelPtr& model) { return learntTheSame(model->origin(), {}); });
        if (models.empty()) return ready({});
        worker_.run(
            [settings,
             parts = ChallengeParts{{}, models, {workspace_.dataset(), workspace_.heldOut()}, workspace_.lake()}](
                const Worker::Control& control) { return learntTasks(settings, parts, control); },
            [this, job = job_, ready](const LearntTasks& learnt) {
                if (job == job_) ready(learnt);
            });
    };
    learners_.open(mayHaveLearnt(settings.models()));
}

void ChallengeSession::begin(const ChallengeSettings& settings) {
    if (!start()) return;
    if (settings.models().contains(ModelLibrary::live))
        return giveUp(
            tr("%1: the model in training changes while the trials last, so no session can be of it. Stop the "
               "training, or choose its run in the list of models.")
                .arg(ModelLibrary::titleOf(ModelLibrary::live)));
    settings_ = settings;
    picksNumber_ = settings.study.participant == 0;
    setState(State::Preparing);
    settings_.study.isUsed() ? openStudy() : models_.open(settings_.models());
}

/// Reads the study, and has the store say which number the participant can have; it is given with takeUp().
void ChallengeSession::openStudy() {
    askStore([use = settings_.study](TrialStore& store) { return std::pair(studyOf(use), store.nextParticipant(use)); },
             [this](const std::pair<std::shared_ptr<const Study>, int>& opened) {
                 int& number = settings_.study.participant;
                 if (picksNumber_) number = opened.second;
                 if (number < opened.second) return giveUpNumber(opened.second);
                 study_ = opened.first;
                 settings_.seed = seedFor(*study_, number);
                 models_.open(settings_.models());
             });
}

void ChallengeSession::giveUpNumber(int next) {
    giveUp(tr("%1: number %2 was given already, or passed over, and none is given twice. The next participant's number "
              "is %3.")
               .arg(settings_.study.name, QString::number(settings_.study.participant), QString::number(next)));
}

void ChallengeSession::resume(qint64 session) {
    if (!start()) return;
    struct Stored {
        SessionRecord session;
        std::vector<TrialRecord> trials;
        std::shared_ptr<const Study> study;
    };
    setState(State::Preparing);
    askStore(
        [session](TrialStore& store) {
            const SessionRecord record = store.session(session);
            return Stored{record, store.trials(session), studyOf(record.settings.study)};
        },
        [this](const Stored& stored) {
            if (stored.session.state != SessionRecord::State::Open)
                return giveUp(tr("Session %1 has come to its end. Begin a new one.").arg(stored.session.id));
            resumed_ = stored.session;
            records_ = stored.trials;
            study_ = stored.study;
            settings_ = resumed_->settings;
            answersBefore_ = resumed_->answersBefore;
            answersAfter_ = resumed_->answersAfter;
            models_.open(settings_.models());
        });
}

/// Forgets the session before; false while one goes on.
bool ChallengeSession::start() {
    if (state_ != State::Idle && state_ != State::Ended) return false;
    ++job_;
    learners_.cancel();
    settings_ = {};
    study_.reset();
    picksNumber_ = false;
    answersBefore_.clear();
    answersAfter_.clear();
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

void ChallengeSession::prepare(const std::vector<ModelPtr>& models) {
    worker_.run(
        [settings = settings_,
         parts = ChallengeParts{study_, models, {workspace_.dataset(), workspace_.heldOut()}, workspace_.lake()}](
            const Worker::Control& control) { return prepareChallenge(settings, parts, control); },
        [this](const PreparedChallenge& prepared) {
            prepared_ = prepared;
            takeUp();
        });
}

/// Begins the session in the store, or goes on with it.
void ChallengeSession::takeUp() {
    if (!resumed_) return addToStore();
    const QString other = prepared_.differenceFrom(*resumed_, records_);
    if (!other.isEmpty()) return giveUp(other);
    mayBeSeen_ = !asksBefore();
    askStore(
        [id = resumed_->id, owner = owner_](TrialStore& store) {
            store.hold(id);
            store.takeUp(id, owner);
            return id;
        },
        [this](qint64 id) { begun(id); });
}

void ChallengeSession::addToStore() {
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
            if (id == 0) return std::pair(id, store.nextParticipant(record.settings.study));
            store.hold(id);
            return std::pair(id, 0);
        },
        [this](const std::pair<qint64, int>& stored) {
            if (stored.first != 0) return begun(stored.first);
            picksNumber_ ? openStudy() : giveUpNumber(stored.second);  // another window was faster
        });
}

/// The session is this window's in the store.
void ChallengeSession::begun(qint64 id) {
    id_ = id;
    const int total = static_cast<int>(prepared_.tasks.size()), done = records_.empty() ? 0 : records_.back().number;
    show(std::min(done, total - 1));
    if (done < total) return setState(asksBefore() ? State::QuestionsBefore : State::Instruction);
    if (asksAfter()) return setState(State::QuestionsAfter);
    // It was ended between its last answer and the note of its completion.
    saveState(SessionRecord::State::Completed, [this] { setState(State::Ended); });
}

/// Whether these questions of the study are still to be answered.
bool ChallengeSession::asks(const QString& answers, std::vector<StudyQuestion> Study::*questions) const {
    return study_ && !((*study_).*questions).empty() && answers.isEmpty();
}

void ChallengeSession::answerQuestions(const QString& json) {
    const QJsonDocument given = QJsonDocument::fromJson(json.toUtf8());
    if (!given.isObject()) return;
    const QString answers = QString::fromUtf8(given.toJson(QJsonDocument::Compact));
    if (state_ == State::QuestionsBefore) {
        const QStringList readable = settings_.readableAlphabets + readableAlphabetsIn(*study_, answers);
        save({[id = id_, owner = owner_, answers, readable](TrialStore& store) {
                  store.setAnswersBefore(id, answers, readable, owner);
              },
              [this, answers, readable] {
                  answersBefore_ = answers;
                  settings_.readableAlphabets = readable;
                  prepared_.markReadable(readable);
                  goOn(State::Instruction);
              },
              true});
    } else if (state_ == State::QuestionsAfter) {
        save({[id = id_, owner = owner_, answers](TrialStore& store) { store.setAnswersAfter(id, answers, owner); },
              [this, answers] {
                  answersAfter_ = answers;
                  goOn(State::Ended);
              },
              true});
    }
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
    stored_.use(
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
    if (record.number < trial_.total || asksAfter()) return goOn(State::Answered);
    saveState(SessionRecord::State::Completed, [this] { goOn(State::Answered); });
}

/// After something was stored: what is wished for, if anything was meanwhile.
void ChallengeSession::goOn(State state) {
    setState(state);
    const Wish wish = std::exchange(wish_, Wish::GoOn);
    if (wish == Wish::Leave) leave();
    if (wish == Wish::End) end();
}

void ChallengeSession::next() {
    if (state_ == State::Instruction || state_ == State::PracticeOver || state_ == State::Break)
        return setState(State::Ready);
    if (state_ != State::Answered) return;
    if (trial_.number == trial_.total) return setState(asksAfter() ? State::QuestionsAfter : State::Ended);
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
    if (allAnswered() && !asksAfter()) return setState(State::Ended);  // which is stored
    saveState(allAnswered() ? SessionRecord::State::Completed : SessionRecord::State::Ended,
              [this] { setState(State::Ended); });
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
    models_.cancel();
    learners_.cancel();
    worker_.cancel();
    if (state_ != State::Idle) setState(State::Idle);
}

/// Where an answer could not be stored and no one will ask again.
void ChallengeSession::tryOnceMore() {
    if (state_ == State::Halted)
        stored_.use(
            std::exchange(unsaved_, {}).work, [] {}, [](const QString&) {});
}

void ChallengeSession::giveUp(const QString& problem) {
    problem_ = problem;
    setState(State::Idle);
}

void ChallengeSession::setState(State state) {
    state_ = state;
    if (state == State::Idle || state == State::Ended) stored_.release();
    Q_EMIT stateChanged(state);
}

}  // namespace oneshot::session
