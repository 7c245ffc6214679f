#pragma once

#include <QByteArray>
#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/files/csv_rows.h"
#include "ui/session/trials/other_answers.h"

namespace oneshot::test {

/// The items of a list in a field: joined by "|"; a "|" or "\" within an item has a "\" before it.
inline QStringList itemsOf(const QString& field) {
    if (field.isEmpty()) return {};
    QStringList items{QString()};
    for (qsizetype i = 0; i < field.size(); ++i)
        if (field[i] == u'|')
            items += QString();
        else
            items.last() += field[i] == u'\\' ? field.at(++i) : field[i];
    return items;
}

/// Throws std::invalid_argument unless all of the text is a number.
template <typename Number>
Number numberOf(const QString& field) {
    Number number{};
    const std::string text = field.toStdString();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) throw std::invalid_argument(text);
    return number;
}

/// The fields of one exported trial, by the names of their columns.
class TrialRow {
  public:
    TrialRow(const std::vector<std::string>& names, const CsvRow& row) : names_(names), row_(row) {
        if (row.fields.size() != names.size()) throw std::invalid_argument("a row of another length");
    }
    /// Throws std::out_of_range if there is no such column.
    QString text(std::string_view name) const {
        const std::string_view field = row_.fields.at(std::ranges::find(names_, name) - names_.begin());
        return QString::fromUtf8(field.data(), std::ssize(field));
    }
    template <typename Number>
    Number number(std::string_view name) const {
        return numberOf<Number>(text(name));
    }
    bool flag(std::string_view name) const {
        const QString field = text(name);
        if (field != QStringLiteral("true") && field != QStringLiteral("false"))
            throw std::invalid_argument(field.toStdString());
        return field == QStringLiteral("true");
    }
    int position(std::string_view name) const { return text(name).isEmpty() ? -1 : number<int>(name) - 1; }
    QDateTime time(std::string_view name) const { return QDateTime::fromString(text(name), Qt::ISODateWithMs); }

  private:
    const std::vector<std::string>& names_;
    const CsvRow& row_;
};

inline session::TrialRecord trialOf(const TrialRow& row) {
    session::TrialRecord trial;
    trial.session = row.number<qint64>("session");
    trial.participant = row.text("participant");
    trial.number = row.number<int>("trial");
    trial.practice = row.flag("practice");
    trial.source = row.text("source");
    trial.dataSha256 = row.text("data_sha256");
    trial.alphabet = row.text("alphabet");
    trial.ways = row.number<int>("n_way");
    trial.shots = row.number<int>("k_shot");
    trial.withinAlphabet = row.flag("within_alphabet");
    trial.seed = row.number<quint64>("seed");
    trial.taskId = row.text("task_id");
    trial.support = itemsOf(row.text("support"));
    trial.query = row.text("query");
    trial.correctWay = row.position("correct_position");
    const QStringList devices{QString(), QStringLiteral("keyboard"), QStringLiteral("mouse"), QStringLiteral("touch"),
                              QStringLiteral("pen")};
    const auto device = devices.indexOf(row.text("input_device"));
    if (device < 0) throw std::invalid_argument("input_device");
    trial.answer = {row.position("response_position"),
                    row.number<double>("rt_ms"),
                    static_cast<session::InputDevice>(device),
                    row.flag("focus_lost"),
                    row.number<double>("screen_hz"),
                    row.number<double>("screen_scale"),
                    row.flag("seen_before"),
                    row.flag("full_screen"),
                    row.text("shown_stamp") == QStringLiteral("frame swapped") ? session::ShownStamp::FrameSwapped
                                                                               : session::ShownStamp::Painted,
                    itemsOf(row.text("disturbances"))};
    trial.modelId = row.text("model");
    trial.modelFingerprint = row.text("model_fingerprint");
    trial.modelWay = row.position("model_position");
    for (const QString& score : itemsOf(row.text("model_scores"))) trial.modelScores.push_back(numberOf<float>(score));
    trial.seenByModel = row.flag("seen_by_model");
    trial.readable = row.flag("readable");
    trial.resumed = row.flag("resumed");
    trial.version = row.text("version");
    trial.shownUtc = row.time("shown_utc");
    trial.answeredUtc = row.time("answered_utc");
    if (!row.text("utc_offset_minutes").isEmpty()) trial.utcOffsetMinutes = row.number<int>("utc_offset_minutes");
    trial.excluded = row.flag("excluded");
    trial.exclusionReason = row.text("exclusion_reason");
    trial.otherAnswers = session::otherAnswersIn(row.text("other_models"));
    if (row.flag("correct") != trial.correct() || row.flag("model_correct") != trial.modelCorrect())
        throw std::invalid_argument("a verdict that does not follow from the positions");
    return trial;
}

/// Reads what trialsCsv() writes, with or without a byte order mark. Throws where it is anything else.
inline std::vector<session::TrialRecord> parseTrialsCsv(const QByteArray& csv) {
    CsvRows rows(std::string_view(csv.constData(), static_cast<std::size_t>(csv.size())), "trials");
    CsvRow row;
    if (!rows.next(row)) throw std::invalid_argument("no line of names");
    const std::vector<std::string> names(row.fields.begin(), row.fields.end());
    std::vector<session::TrialRecord> trials;
    while (rows.next(row)) trials.push_back(trialOf(TrialRow(names, row)));
    return trials;
}

}  // namespace oneshot::test
