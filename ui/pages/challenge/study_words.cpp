#include "ui/pages/challenge/study_words.h"

#include <QObject>
#include <QRegularExpression>

#include "ui/pages/challenge/challenge_words.h"

namespace oneshot::ui {
namespace {

constexpr auto tr = [](const char* text) { return QObject::tr(text); };

}  // namespace

Study newStudy() {
    Study study;
    study.models = {"pixels-l2"};
    return study;
}

Study studyOf(const session::ChallengeSettings& settings) {
    Study study;
    StudyTasks& tasks = study.tasks;
    const QString kind = settings.source.section(u':', 0, 0) + u':';
    if (settings.source.startsWith(QStringLiteral("data:glyphs"))) {
        tasks.source = settings.source.toStdString();
    } else {
        tasks.source = kind.toStdString();
        tasks.needs = sourceText(settings.source).toStdString();
    }
    tasks.ways = settings.ways;
    tasks.shots = settings.shots;
    tasks.withinAlphabet = settings.withinAlphabet;
    tasks.trials = settings.trials;
    tasks.practice = settings.practice;
    tasks.order = StudyOrder::New;
    tasks.seedRule = StudySeedRule::ByParticipant;
    tasks.seed = settings.seed;
    study.timing = {settings.timeLimitSeconds, settings.fixationMilliseconds, settings.intervalMilliseconds,
                    settings.breakEvery};
    study.feedback = {settings.feedback ? AnswerFeedback::RightOrWrong : AnswerFeedback::None, settings.tellsModel(),
                      settings.feedback};
    study.texts.consent = settings.consent.toStdString();
    study.models = {settings.modelId.toStdString()};
    return study;
}

QString fileNameOf(const Study& study) {
    static const QRegularExpression unusual(QStringLiteral(R"([/\\:*?"<>|\x00-\x1f]+)"));
    const QString name = QString::fromStdString(study.name).replace(unusual, QStringLiteral("-")).trimmed();
    return name.isEmpty() ? tr("study") : name;
}

}  // namespace oneshot::ui
