#include "ui/pages/runs/seed_groups.h"

#include <QObject>
#include <algorithm>
#include <iterator>

#include "core/runs/debiased_average.h"
#include "core/training/settings.h"

namespace oneshot::ui {
namespace {

bool differInSeedAlone(const RunRecord& a, const RunRecord& b) {
    TrainingConfig same = a.config;
    same.seed = b.config.seed;
    return same == b.config && a.data.background.spec == b.data.background.spec &&
           a.data.validation.spec == b.data.validation.spec;
}

/// Returns "KEY value" of the settings in which the group differs from others of several seeds.
QStringList particulars(const RunRecord& own, const std::vector<const RunRecord*>& all) {
    QStringList words;
    for (const Setting& setting : settings()) {
        if (setting.key == "seed") continue;
        const std::string text = settingText(own.config, setting);
        if (std::ranges::all_of(all, [&](const RunRecord* r) { return settingText(r->config, setting) == text; }))
            continue;
        words += QStringLiteral("%1 %2").arg(
            QString::fromUtf8(setting.key.data(), static_cast<qsizetype>(setting.key.size())),
            QString::fromStdString(text));
    }
    constexpr qsizetype maxWords = 2;  // another preset differs in nearly all
    return words.size() > maxWords ? QStringList() : words;
}

QList<double> smoothed(const QList<double>& values, double smoothing) {
    if (smoothing <= 0) return values;
    QList<double> result;
    DebiasedAverage average(smoothing);
    for (const double value : values) result.append(average.add(value));
    return result;
}

}  // namespace

std::vector<SeedGroup> groupedBySeed(const std::vector<session::RunDetailsPtr>& runs, const QStringList& names) {
    std::vector<SeedGroup> groups;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto known = std::ranges::find_if(groups, [&](const SeedGroup& group) {
            const auto& first = runs[group.runs.front()]->record;
            return first && runs[i]->record && differInSeedAlone(*first, *runs[i]->record);
        });
        if (known != groups.end())
            known->runs.push_back(i);
        else
            groups.push_back({{i}, names.value(static_cast<qsizetype>(i))});
    }
    std::vector<const RunRecord*> several;
    for (const SeedGroup& group : groups)
        if (group.runs.size() > 1) several.push_back(&*runs[group.runs.front()]->record);
    for (SeedGroup& group : groups) {
        if (group.runs.size() < 2) continue;
        const RunRecord& record = *runs[group.runs.front()]->record;
        QStringList words{QString::fromStdString(record.config.preset)};
        words += particulars(record, several);
        words += QObject::tr("%1 seeds").arg(group.runs.size());
        group.name = words.join(QStringLiteral(", "));
    }
    return groups;
}

session::MetricCurve meanOf(const std::vector<const session::MetricCurve*>& curves, double smoothing) {
    session::MetricCurve mean;
    if (curves.empty()) return mean;
    std::vector<QList<double>> values;
    for (const session::MetricCurve* curve : curves) values.push_back(smoothed(curve->values, smoothing));
    for (const double step : curves.front()->steps) {
        double seconds = 0, images = 0, sum = 0, low = 0, high = 0;
        std::size_t found = 0;
        for (std::size_t i = 0; i < curves.size(); ++i) {
            const session::MetricCurve& curve = *curves[i];
            const auto at = std::ranges::lower_bound(curve.steps, step);
            if (at == curve.steps.end() || *at != step) break;
            const qsizetype place = std::distance(curve.steps.begin(), at);
            const double value = values[i][place];
            seconds += curve.seconds[place];
            images += curve.images[place];
            sum += value;
            low = found == 0 ? value : std::min(low, value);
            high = found == 0 ? value : std::max(high, value);
            ++found;
        }
        if (found < curves.size()) continue;
        const auto count = static_cast<double>(found);
        mean.steps.append(step);
        mean.seconds.append(seconds / count);
        mean.images.append(images / count);
        mean.values.append(sum / count);
        mean.low.append(low);
        mean.high.append(high);
    }
    return mean;
}

}  // namespace oneshot::ui
