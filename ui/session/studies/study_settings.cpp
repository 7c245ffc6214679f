#include "ui/session/studies/study_settings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "core/base/strict_json.h"
#include "core/study/study_file.h"
#include "core/study/study_order.h"
#include "ui/session/workspace/model_library.h"

namespace oneshot::session {
namespace {

StudyUse useOf(const Study& study, int participantNumber) {
    return {QString::fromStdString(study.name), study.version, QString::fromStdString(contentSha256(study)),
            participantNumber, QString::fromStdString(toJson(study).dump())};
}

}  // namespace

ChallengeSettings settingsOf(const Study& study, int participantNumber, const QString& source) {
    const StudyTasks& tasks = study.tasks;
    ChallengeSettings settings;
    settings.source = study.sourceSpec().empty() ? source : QString::fromStdString(tasks.source);
    settings.ways = tasks.ways;
    settings.shots = tasks.shots;
    settings.withinAlphabet = tasks.withinAlphabet;
    settings.trials = tasks.trials;
    settings.practice = tasks.practice;
    settings.feedback = study.feedback.answer == AnswerFeedback::RightOrWrong;
    settings.feedbackModel = study.feedback.modelAnswer;
    settings.timeLimitSeconds = study.timing.timeLimitSeconds;
    settings.breakEvery = study.timing.breakEvery;
    settings.intervalMilliseconds = study.timing.intervalMs;
    settings.fixationMilliseconds = study.timing.fixationMs;
    settings.seed = seedFor(study, std::max(1, participantNumber));
    settings.consent = QString::fromStdString(study.texts.consent);
    for (const std::string& model : study.models) settings.otherModels += QString::fromStdString(model);
    settings.modelId = settings.otherModels.isEmpty() ? QStringLiteral("pixels-l2") : settings.otherModels.takeFirst();
    settings.study = useOf(study, participantNumber);
    return settings;
}

std::shared_ptr<const Study> studyOf(const StudyUse& use) {
    if (!use.isUsed()) return nullptr;
    return std::make_shared<const Study>(
        studyFromJson(parseStrictJson<Json>(use.protocol.toStdString()), use.name.toStdString()));
}

QStringList readableAlphabetsIn(const Study& study, const QString& answers) {
    const QJsonObject given = QJsonDocument::fromJson(answers.toUtf8()).object();
    QStringList alphabets;
    for (const StudyQuestion& question : study.questionsBefore) {
        if (question.type != QuestionType::Alphabets) continue;
        for (const QJsonValue name : given[QString::fromStdString(question.id)].toArray()) alphabets += name.toString();
    }
    return alphabets;
}

}  // namespace oneshot::session
