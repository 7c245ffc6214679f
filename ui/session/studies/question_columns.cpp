#include "ui/session/studies/question_columns.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ranges>

namespace oneshot::session {
namespace {

const char* typeOf(QuestionType type) {
    switch (type) {
        case QuestionType::WholeNumber:
            return "integer";
        case QuestionType::YesNo:
            return "boolean";
        case QuestionType::SeveralChoices:
        case QuestionType::Alphabets:
            return "list of text";
        default:
            return "text";
    }
}

QString textOf(const Json& answer) {
    if (answer.is_null()) return {};
    return QString::fromStdString(answer.is_string() ? answer.get<std::string>() : answer.dump());
}

TableCell cellOf(const Json& answer) {
    if (!answer.is_array()) return {textOf(answer), answer};
    QStringList items;
    for (const Json& item : answer) items += textOf(item);
    return {fieldText(items), answer};
}

/// An object, empty where nothing was asked.
Json answersIn(const QString& text) {
    const Json answers = Json::parse(text.toStdString(), nullptr, false);
    return answers.is_object() ? answers : Json::object();
}

}  // namespace

QuestionColumns::QuestionColumns(const StudyData& data) {
    for (const UsedStudy& used : data.studies | std::views::reverse) add(used.study->questionsBefore, false);
    for (const UsedStudy& used : data.studies | std::views::reverse) add(used.study->questionsAfter, true);
}

void QuestionColumns::add(const std::vector<StudyQuestion>& questions, bool isAfter) {
    for (const StudyQuestion& question : questions)
        if (std::ranges::none_of(questions_, [&](const Question& known) {
                return known.isAfter == isAfter && known.asked.id == question.id;
            }))
            questions_.push_back({isAfter, question});
}

void QuestionColumns::addTo(std::vector<TableColumn>& columns) const {
    for (const Question& question : questions_) {
        const StudyQuestion& asked = question.asked;
        TableColumn& column = columns.emplace_back(
            TableColumn{question.column(), typeOf(asked.type), {}, "the person's answer to: " + asked.text});
        if (asked.type == QuestionType::WholeNumber) {
            column.low = static_cast<double>(asked.low);
            column.high = static_cast<double>(asked.high);
        }
        column.levels = asked.choices;
        if (asked.type == QuestionType::YesNo) column.levels = {"true", "false"};
    }
}

void QuestionColumns::addTo(std::vector<TableCell>& cells, const SessionRecord& session) const {
    const Json before = answersIn(session.answersBefore), after = answersIn(session.answersAfter);
    for (const Question& question : questions_) {
        const Json& answers = question.isAfter ? after : before;
        const auto found = answers.find(question.asked.id);
        cells.push_back(found == answers.end() ? TableCell() : cellOf(*found));
    }
}

}  // namespace oneshot::session
