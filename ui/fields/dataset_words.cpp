#include "ui/fields/dataset_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <ranges>

#include "ui/session/common/words.h"

namespace oneshot::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("DatasetWords", text);
}

QString number(std::int64_t n) {
    return QLocale().toString(static_cast<qlonglong>(n));
}

QString formatText(DataFormat format) {
    // In the order of its values.
    const QString texts[] = {tr("Built-in glyphs"), tr("Omniglot's layout"), tr("Image folder, one sub-folder a class"),
                             tr("IDX, as MNIST"), tr("Table of vectors")};
    return texts[static_cast<std::size_t>(format)];
}

QString conversionText(const Dataset& dataset, const DatasetInfo& info) {
    if (dataset.format == DataFormat::Vectors) return tr("None: the numbers are taken as they are");
    if (dataset.format == DataFormat::Glyphs) return tr("None: they are made as ink on paper");
    QString text = dataset.lightInk ? tr("Bright ink on dark paper: brightness is ink")
                                    : tr("Dark ink on bright paper: brightness is inverted");
    if (info.coloured > 0) text += tr(". Colours are kept; a model of one channel sees their brightness");
    return text;
}

QString sizesText(const DatasetInfo& info) {
    if (info.sizes.size() == 1) {
        const auto& [size, drawings] = *info.sizes.begin();
        return tr("%1 × %2 pixels").arg(size.first).arg(size.second);
    }
    const auto heights = std::ranges::minmax(info.sizes | std::views::keys | std::views::values);
    return tr("%1 to %2 wide, %3 to %4 high, in pixels")
        .arg(info.sizes.begin()->first.first)  // they are sorted by width
        .arg(info.sizes.rbegin()->first.first)
        .arg(heights.min)
        .arg(heights.max);
}

QString drawingsText(const DatasetInfo& info) {
    QStringList parts{number(info.drawings)};
    const auto add = [&](std::int64_t count, const QString& all, const QString& some) {
        if (count > 0) parts += count == info.drawings ? all : some.arg(number(count));
    };
    add(info.coloured, tr("all in colour"), tr("%1 in colour"));
    add(info.withStrokes, tr("all with strokes"), tr("%1 with strokes"));
    return parts.join(QStringLiteral(" · "));
}

}  // namespace

QString warningSentence(const DatasetWarning& warning) {
    if (warning.kind != DatasetWarning::Kind::SharedWithOther) return QString::fromStdString(sentenceOf(warning));
    const QString other = QString::fromStdString(warning.subject);
    return session::counted(warning.count, tr("1 character is also in %2, which is learnt from: it is left out"),
                            tr("%1 characters are also in %2, which is learnt from: they are left out"))
        .arg(other);
}

QString strokesBeside(const std::vector<DatasetWarning>& warnings) {
    const auto found = std::ranges::find(warnings, DatasetWarning::Kind::StrokesBeside, &DatasetWarning::kind);
    return found == warnings.end() ? QString() : QString::fromStdString(found->subject);
}

QList<std::pair<QString, QString>> datasetFacts(const session::DatasetSummary& summary) {
    const Dataset& dataset = *summary.dataset;
    const DatasetInfo& info = summary.info;
    const bool even = info.minDrawings == info.maxDrawings;
    QList<std::pair<QString, QString>> facts{
        {tr("Format"), formatText(dataset.format)},
        {tr("Conversion"), conversionText(dataset, info)},
        {tr("Alphabets"), number(std::ssize(info.alphabets))},
        {tr("Characters"),
         even
             ? tr("%1, each of %2")
                   .arg(number(info.characters), session::counted(info.maxDrawings, tr("1 drawing"), tr("%1 drawings")))
             : tr("%1, of %2 to %3 drawings")
                   .arg(number(info.characters), number(info.minDrawings), number(info.maxDrawings))},
        {tr("Drawings"), drawingsText(info)},
        {tr("Drawers"), info.drawers.empty() ? tr("Unknown") : number(std::ssize(info.drawers))}};
    if (info.features > 0)
        facts += {tr("Vectors"), session::counted(info.features, tr("of 1 number"), tr("of %1 numbers"))};
    else if (!info.sizes.empty())
        facts += {tr("Size"), sizesText(info)};
    facts += {tr("Pairs"), even ? tr("%1 = CE (CE − 1) / 2, with C = %2 of E = %3")
                                      .arg(number(info.pairs),
                                           session::counted(info.characters, tr("1 character"), tr("%1 characters")),
                                           session::counted(info.maxDrawings, tr("1 drawing"), tr("%1 drawings")))
                                : number(info.pairs)};
    facts += {tr("Same pairs"), even ? tr("%1 = CE (E − 1) / 2").arg(number(info.samePairs)) : number(info.samePairs)};
    if (!dataset.understanding.empty()) facts.insert(2, {tr("Table"), QString::fromStdString(dataset.understanding)});
    if (!dataset.licence.empty()) facts += {tr("Licence"), QString::fromStdString(dataset.licence)};
    facts += {tr("SHA-256"), QString::fromStdString(dataset.sha256.substr(0, 16)) + QStringLiteral("…")};
    return facts;
}

}  // namespace oneshot::ui
