#include "core/report/report_sections.h"

#include <fmt/format.h>

#include "core/base/text.h"

namespace oneshot {
namespace {

std::string differenceText(const char* what, const PairedAnswers& both) {
    const Interval interval = both.difference95();
    return fmt::format("{}: {:+.1f} points, 95 % interval {:+.1f} to {:+.1f} ({}); p = {:.2g} ({}).", what,
                       both.differencePercent(), interval.low, interval.high, pairedMethod, both.mcNemarP(),
                       mcNemarMethod);
}

std::string caption(const HardTask& task) {
    std::string text = "Asked: " + task.asked + ". ";
    if (task.right)
        text += "Answered rightly";
    else
        text += task.answered.empty() ? "A tie" : "Answered: " + task.answered;
    return text + fmt::format(" (margin {:.2f}).", task.margin);
}

}  // namespace

std::string percentText(double percent) {
    return fmt::format("{:.1f} %", percent);
}

std::string intervalText(const Interval& interval) {
    return fmt::format("{:.1f} – {:.1f}", interval.low, interval.high);
}

std::string notMeasured(const std::string& why) {
    return "Not measured: " + why + '.';
}

ReportSection alphabetsSection(const RunReport& report) {
    ReportSection section{"alphabets", "Per alphabet", {}};
    if (!report.measured) {
        section.blocks.emplace_back(ReportText{notMeasured(report.measured.why), false});
        return section;
    }
    const ReportedMeasurement& m = *report.measured;
    std::string asked = "The " + m.weights + " weights (step " + grouped(m.step) + ") and pixels-l2 on the same " +
                        counted(m.tasksPerAlphabet, "task") + " within each alphabet of " + m.data.spec + ": " +
                        counted(m.characters, "character") +
                        (m.seenCharacters ? ", all learnt from." : ", none of them learnt from.");
    if (m.leftOut > 0) asked += " Left out, since learnt from: " + counted(m.leftOut, "character") + '.';
    section.blocks.emplace_back(ReportText{asked, false});
    ReportTable table{{{"alphabet", false},
                       {"characters", true},
                       {"ways", true},
                       {"model", true},
                       {"95 % interval", true},
                       {"pixels-l2", true},
                       {"95 % interval", true},
                       {"chance", true}},
                      {},
                      true};
    const auto row = [&](std::string name, std::string characters, std::string ways, const AnswersOfBoth& answers,
                         std::string chance) {
        table.rows.push_back({std::move(name), std::move(characters), std::move(ways),
                              percentText(answers.model.percent()), intervalText(answers.model.confidence95()),
                              percentText(answers.nearestNeighbour.percent()),
                              intervalText(answers.nearestNeighbour.confidence95()), std::move(chance)});
    };
    for (const AlphabetFigure& figure : m.alphabets)
        row(figure.alphabet, grouped(figure.characters), std::to_string(figure.ways), figure.answers,
            percentText(100.0 / figure.ways));
    if (!m.alphabets.empty()) {
        row("All", grouped(m.characters), "", {m.paired.first(), m.paired.second()}, "");
        section.blocks.emplace_back(std::move(table));
        section.blocks.emplace_back(ReportText{differenceText("Model minus pixels-l2", m.paired), false});
        section.blocks.emplace_back(
            ReportText{fmt::format("Other intervals: {}, over tasks; {}-shot; seed of the tasks {}.", wilsonMethod,
                                   m.shots, static_cast<unsigned long long>(m.seed)),
                       true});
    }
    for (const std::string& name : m.tooSmall)
        section.blocks.emplace_back(ReportText{name + " was not asked for: too few characters or drawings.", true});
    return section;
}

ReportSection againstWaysSection(const RunReport& report) {
    ReportSection section{"ways", "Accuracy against the number of ways", {}};
    if (!report.measured || report.measured->againstWays.empty()) {
        section.blocks.emplace_back(
            ReportText{notMeasured(report.measured ? "the data hold too few characters" : report.measured.why), false});
        return section;
    }
    const ReportedMeasurement& m = *report.measured;
    section.blocks.emplace_back(ReportText{fmt::format("Tasks across alphabets, {} for each number of ways; {}-shot.",
                                                       counted(m.tasksPerWays, "task"), m.shots),
                                           false});
    ReportChart chart{"Accuracy against the number of ways", "ways", "right, %", {}, {}, true, false};
    ReportChart::Series model{"model", {}, {}, {}, {}, false, true}, pixels{"pixels-l2", {}, {}, {}, {}, false, true},
        chance{"chance", {}, {}, {}, {}, false, false};
    ReportTable table{{{"ways", true},
                       {"model", true},
                       {"95 % interval", true},
                       {"pixels-l2", true},
                       {"95 % interval", true},
                       {"chance", true}},
                      {},
                      false};
    const auto add = [](ReportChart::Series& series, int ways, const Accuracy& accuracy) {
        const Interval interval = accuracy.confidence95();
        series.x.push_back(ways);
        series.y.push_back(accuracy.percent());
        series.low.push_back(interval.low);
        series.high.push_back(interval.high);
    };
    for (const WaysFigure& figure : m.againstWays) {
        add(model, figure.ways, figure.answers.model);
        add(pixels, figure.ways, figure.answers.nearestNeighbour);
        table.rows.push_back(
            {std::to_string(figure.ways), percentText(figure.answers.model.percent()),
             intervalText(figure.answers.model.confidence95()), percentText(figure.answers.nearestNeighbour.percent()),
             intervalText(figure.answers.nearestNeighbour.confidence95()), percentText(100.0 / figure.ways)});
    }
    for (int ways = m.againstWays.front().ways; ways <= m.againstWays.back().ways; ++ways) {
        chance.x.push_back(ways);
        chance.y.push_back(100.0 / ways);
    }
    chart.series = {model, pixels, chance};
    section.blocks.emplace_back(std::move(chart));
    section.blocks.emplace_back(std::move(table));
    section.blocks.emplace_back(ReportText{std::string("Intervals: ") + wilsonMethod + ", over tasks.", true});
    return section;
}

ReportSection hardestSection(const RunReport& report) {
    ReportSection section{"hardest", "The hardest tasks", {}};
    if (!report.measured) {
        section.blocks.emplace_back(ReportText{notMeasured(report.measured.why), false});
        return section;
    }
    const std::vector<HardTask>& tasks = report.measured->hardest;
    const bool pictures = !tasks.empty() && !tasks.front().sheet.pixels.empty();
    section.blocks.emplace_back(ReportText{
        std::string(
            "Of the tasks within alphabets, those with the smallest margin: the right way's share of the support "
            "set less the largest other one.") +
            (pictures ? " Left the drawing in question, right the support set; a thick black frame marks the right "
                        "way, a thick grey one "
                        "the answer."
                      : ""),
        true});
    ReportPictures sheets;
    for (const HardTask& task : tasks)
        sheets.pictures.push_back({caption(task), pictures ? std::vector{task.sheet} : std::vector<Image>()});
    section.blocks.emplace_back(std::move(sheets));
    return section;
}

ReportSection confusionsSection(const RunReport& report) {
    ReportSection section{"confused", "Characters most often confused", {}};
    if (!report.measured) {
        section.blocks.emplace_back(ReportText{notMeasured(report.measured.why), false});
        return section;
    }
    const std::vector<Confusion>& confused = report.measured->confusions;
    if (confused.empty()) {
        section.blocks.emplace_back(ReportText{"No character was taken for another one.", false});
        return section;
    }
    ReportPictures pictures{{}, 5, false};
    ReportTable table{{{"asked", false}, {"answered", false}, {"times", true}, {"offered", true}}, {}, false};
    for (const Confusion& pair : confused) {
        table.rows.push_back({pair.asked, pair.answered, grouped(pair.times), grouped(pair.offered)});
        if (!pair.askedDrawing.pixels.empty())
            pictures.pictures.push_back(
                {fmt::format("{} of {}", pair.times, pair.offered), {pair.askedDrawing, pair.answeredDrawing}});
    }
    section.blocks.emplace_back(ReportText{
        "How often the left character was asked for and the right one answered, of the tasks that offered both.",
        true});
    if (!pictures.pictures.empty()) section.blocks.emplace_back(std::move(pictures));
    section.blocks.emplace_back(std::move(table));
    return section;
}

ReportSection peopleSection(const RunReport& report) {
    ReportSection section{"people", "People against the model", {}};
    if (!report.people) {
        section.blocks.emplace_back(ReportText{notMeasured(report.people.why), false});
        return section;
    }
    const PeopleComparison& people = *report.people;
    const PairedAnswers& both = people.paired;
    ReportTable table{{{"", false}, {"right", true}, {"95 % interval", true}}, {}, false};
    for (const auto& [name, accuracy] : {std::pair(std::string("People"), both.first()), {people.model, both.second()}})
        table.rows.push_back({name, percentText(accuracy.percent()), intervalText(accuracy.confidence95())});
    section.blocks = {
        ReportText{(people.participants == 1 ? "One person" : grouped(people.participants) + " people") +
                       " and the model on the same " + counted(both.total(), "trial") + ", " + people.question + '.',
                   false},
        std::move(table), ReportText{differenceText("People minus model", both), false},
        ReportText{
            std::string("Other intervals: ") + wilsonMethod + ", over trials" +
                (people.participants > 1 ? "; answers of one person depend on one another, so that they are too narrow"
                                         : "") +
                '.',
            true}};
    return section;
}

}  // namespace oneshot
