#include "core/report/series_csv.h"

#include <algorithm>
#include <map>
#include <optional>

#include "core/base/text.h"

namespace oneshot {
namespace {

/// One run's columns, and how far its rows have been written.
struct Columns {
    std::vector<std::string> names{"seconds", "images"};
    std::vector<MetricRow> rows;  ///< by step
    std::size_t next = 0;

    explicit Columns(const std::vector<MetricRow>& all) : rows(all) {
        std::ranges::stable_sort(rows, {}, &MetricRow::step);
        for (const MetricRow& row : rows)
            if (std::ranges::find(names, row.name) == names.end()) names.push_back(row.name);
        // Early figures come first in a run, and last in its columns: all others stand where they always stood.
        std::ranges::stable_partition(names, [](const std::string& name) { return !name.starts_with("early_"); });
    }
    bool done() const { return next == rows.size(); }
    /// The fields of this step, which is no later than the next rows'.
    std::vector<std::string> fieldsOf(std::int64_t step) {
        std::vector<std::string> fields(names.size());
        for (; !done() && rows[next].step == step; ++next) {
            const MetricRow& row = rows[next];
            fields[0] = metricText(row.seconds);
            fields[1] = std::to_string(row.images);
            fields[static_cast<std::size_t>(std::ranges::find(names, row.name) - names.begin())] =
                metricText(row.value);
        }
        return fields;
    }
};

}  // namespace

std::string wideCsv(std::span<const RunSeries> runs) {
    std::vector<Columns> all;
    std::map<std::string, int> uses;
    std::string text = "step";
    for (const RunSeries& run : runs) {
        const Columns& columns = all.emplace_back(run.rows);
        const int use = ++uses[run.name];
        const std::string name = use == 1 ? run.name : run.name + " (" + std::to_string(use) + ')';
        for (const std::string& column : columns.names)
            text += ',' + csvField(run.name.empty() ? column : name + ": " + column);
    }
    text += '\n';
    while (true) {
        std::optional<std::int64_t> step;
        for (const Columns& columns : all)
            if (!columns.done())
                step = std::min(step.value_or(columns.rows[columns.next].step), columns.rows[columns.next].step);
        if (!step) return text;
        text += std::to_string(*step);
        for (Columns& columns : all)
            for (const std::string& field : columns.fieldsOf(*step)) text.append(1, ',').append(field);
        text += '\n';
    }
}

}  // namespace oneshot
