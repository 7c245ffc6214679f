#include "ui/session/workspace/data_choice.h"

#include <QFileInfo>
#include <algorithm>

#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "ui/session/common/words.h"

namespace oneshot::session {
namespace {

/// Whether this is what the file of images has beside it: its strokes in Omniglot, its labels in MNIST.
bool belongsTo(const QString& images, const QString& path, const char* kind) {
    QString expected = QFileInfo(images).fileName();
    expected.replace(QStringLiteral("images"), QLatin1String(kind))
        .replace(QStringLiteral("idx3"), QStringLiteral("idx1"));
    return path != images && QFileInfo(path).fileName() == expected;
}

}  // namespace

DataChoice::DataChoice(QString glyphs) : glyphs_(std::move(glyphs)) {
    connect(&worker_, &Worker::progressed, this, [this](int percent) {
        percent_ = percent;
        Q_EMIT progressed();
    });
    connect(&worker_, &Worker::cancelRequested, this, &DataChoice::cancel);
    connect(&worker_, &Worker::failed, this, [this](const QString& why) {
        error_ = why;
        Q_EMIT changed();
    });
}

void DataChoice::choosePaths(const QStringList& paths) {
    if (paths.isEmpty()) return;
    constexpr const char *strokes = "strokes", *labels = "labels";
    const auto belongs = [&](const QString& path) {
        return std::ranges::any_of(paths, [&](const QString& images) {
            return belongsTo(images, path, strokes) || belongsTo(images, path, labels);
        });
    };
    const auto found = std::ranges::find_if_not(paths, belongs);
    const QString& images = found == paths.end() ? paths.first() : *found;
    DataSpec spec;
    spec.path = images.toStdString();
    int leftOut = 0;
    for (const QString& path : paths)
        if (belongsTo(images, path, strokes))
            spec.strokes = path.toStdString();
        else if (path != images && !belongsTo(images, path, labels))
            ++leftOut;
    open(QString::fromStdString(toString(spec)), leftOut);
}

void DataChoice::open(const QString& spec, int leftOut) {
    spec_ = spec;
    error_.clear();
    percent_ = 0;
    leftOut_ = leftOut;
    if (spec.isEmpty())
        use({});
    else
        worker_.run(
            Job::opening(dataName(spec)),
            [spec](const Worker::Control& control) {
                return summaryOf(spec, std::make_shared<const Dataset>(openDataset(parseDataSpec(spec.toStdString()),
                                                                                   control.progress, control.stop)));
            },
            [this](const DatasetSummary& summary) { setInUse(summary); });
    Q_EMIT chosen();
    Q_EMIT changed();
}

void DataChoice::use(const DatasetPtr& dataset) {
    worker_.cancel();
    DatasetSummary summary;
    summary.dataset = dataset;
    if (dataset) summary.spec = QString::fromStdString(dataset->spec);
    spec_ = summary.spec;
    error_.clear();
    leftOut_ = 0;
    setInUse(summary);
}

void DataChoice::cancel() {
    if (!isOpening()) return;
    worker_.cancel();
    spec_ = inUse_.spec;
    leftOut_ = 0;
    Q_EMIT chosen();
    Q_EMIT changed();
}

void DataChoice::setInUse(const DatasetSummary& summary) {
    const bool other = inUse_.dataset != summary.dataset;
    inUse_ = summary;
    if (other) Q_EMIT datasetChanged();
    Q_EMIT changed();
}

void DataChoice::compareWith(const DataChoice& other) {
    other_ = &other;
    connect(&other, &DataChoice::changed, this, &DataChoice::changed);
}

QString DataChoice::name() const {
    return spec_.isEmpty() ? tr("Nothing held out") : dataName(spec_);
}

bool DataChoice::isGlyphs(const QString& spec) {
    return spec == QStringLiteral("glyphs") || spec.startsWith(QStringLiteral("glyphs:"));
}

std::vector<DatasetWarning> DataChoice::warnings() const {
    if (isOpening() || !error_.isEmpty()) return {};
    std::vector<DatasetWarning> all = inUse_.info.warnings;
    if (!other_ || other_->isOpening()) return all;  // what it holds then is on its way out
    const DatasetSummary& others = other_->inUse();
    const DatasetWarning shared =
        sharedWarning(inUse_.info.keys, others.info.keys, dataName(others.spec).toStdString());
    if (shared.count > 0) all.insert(all.begin(), shared);
    return all;
}

void DataChoice::setRecent(const QStringList& specs) {
    recent_ = specs;
    Q_EMIT recentChanged();
}

}  // namespace oneshot::session
