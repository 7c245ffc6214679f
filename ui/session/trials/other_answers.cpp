#include "ui/session/trials/other_answers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <limits>

namespace oneshot::session {

QString textOf(const std::map<QString, OtherAnswer>& answers) {
    QJsonObject all;
    for (const auto& [model, answer] : answers) {
        QJsonArray scores;
        for (const float score : answer.scores)
            scores.append(static_cast<double>(score));  // null where it is not finite
        all[model] =
            QJsonObject{{QStringLiteral("position"), answer.way < 0 ? QJsonValue() : QJsonValue(answer.way + 1)},
                        {QStringLiteral("scores"), scores},
                        {QStringLiteral("fingerprint"), answer.fingerprint},
                        {QStringLiteral("seen"), answer.seen}};
    }
    return all.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact));
}

std::map<QString, OtherAnswer> otherAnswersIn(const QString& text) {
    std::map<QString, OtherAnswer> answers;
    const QJsonObject all = QJsonDocument::fromJson(text.toUtf8()).object();
    for (auto entry = all.begin(); entry != all.end(); ++entry) {
        const QJsonObject stored = entry.value().toObject();
        OtherAnswer& answer = answers[entry.key()];
        answer.way = std::max(0, stored[QStringLiteral("position")].toInt()) - 1;
        for (const QJsonValue score : stored[QStringLiteral("scores")].toArray())
            answer.scores.push_back(static_cast<float>(score.toDouble(std::numeric_limits<double>::quiet_NaN())));
        answer.fingerprint = stored[QStringLiteral("fingerprint")].toString();
        answer.seen = stored[QStringLiteral("seen")].toBool();
    }
    return answers;
}

}  // namespace oneshot::session
