#include "ui/session/trials/trial_drawings.h"

#include <algorithm>
#include <filesystem>

#include "core/base/error.h"
#include "core/data/data_ref.h"
#include "core/data/data_spec.h"
#include "core/data/open_dataset.h"
#include "ui/session/common/words.h"

namespace oneshot::session {

TrialSource openTrialSource(const QString& source, const std::vector<DatasetPtr>& open, const LakePtr& openLake,
                            const ProgressFunction& progress, const std::stop_token& stop) {
    const std::string text = source.toStdString();
    const std::string spec = text.substr(text.find(':') + 1);  // all of it where there is no ":"
    if (text.starts_with("lake:")) {
        LakePtr lake = openLake;
        if (!lake || lake->dataset.spec != std::filesystem::absolute(spec).lexically_normal().string())
            lake = std::make_shared<const LakeRuns>(openLakeRuns(spec));
        return {DatasetPtr(lake, &lake->dataset), lake};
    }
    if (!text.starts_with("data:"))
        throw Error(ErrorCode::InvalidSetting, "source", '"' + text + "\" names neither data nor Lake's runs",
                    "Write data:SPEC or lake:PATH.");
    const auto known =
        std::ranges::find_if(open, [&](const DatasetPtr& dataset) { return dataset && dataset->spec == spec; });
    if (known != open.end()) return {*known, nullptr};
    return {std::make_shared<const Dataset>(openDataset(parseDataSpec(spec), progress, stop)), nullptr};
}

QString drawingName(const Dataset& dataset, CharacterId id, DrawingId drawing) {
    const Character& character = dataset.character(id);
    const int drawer = dataset.drawings[drawing].drawer;
    const auto place = std::ranges::find(character.drawings, drawing) - character.drawings.begin() + 1;
    return QString::fromStdString(
        dataset.alphabets[id.alphabet].name + '/' + character.name +
        (drawer > 0 ? " by " + std::to_string(drawer) : ", drawing " + std::to_string(place)));
}

TrialDrawings::TrialDrawings(Workspace& workspace) : workspace_(workspace) {
    connect(&reader_, &Worker::failed, this, [this](const QString& why) {
        queue_.removeFirst();
        problem_ = why;
        Q_EMIT changed();
        openNext();
    });
    connect(&reader_, &Worker::cancelRequested, this, [this] {
        queue_.clear();
        problem_ = tr("The opening of their data was cancelled.");
        Q_EMIT changed();
    });
}

void TrialDrawings::add(const DatasetPtr& dataset) {
    for (const std::string& fingerprint : {dataset->sha256, fingerprintOf(*dataset, 1)}) {  // older trials' too
        Source& source = sources_[QString::fromStdString(fingerprint)];
        if (source.dataset) continue;
        source.dataset = dataset;
        for (const CharacterId id : dataset->characters())
            for (const DrawingId drawing : dataset->character(id).drawings)
                source.places.insert(drawingName(*dataset, id, drawing), {id, drawing});
    }
}

void TrialDrawings::find(std::span<const TrialRecord> trials) {
    reader_.cancel();
    queue_.clear();
    problem_.clear();
    const auto wanted = [&](const QString& fingerprint) {
        return std::any_of(trials.begin(), trials.end(), [&](const auto& t) { return t.dataSha256 == fingerprint; });
    };
    sources_.removeIf([&](const auto& source) { return !wanted(source.key()); });
    std::vector<DatasetPtr> atHand{workspace_.dataset(), workspace_.heldOut()};
    if (const LakePtr lake = workspace_.lake()) atHand.emplace_back(lake, &lake->dataset);
    for (const DatasetPtr& dataset : atHand)
        if (dataset && std::any_of(trials.begin(), trials.end(), [&](const auto& trial) {
                return hasFingerprint(*dataset, trial.dataSha256.toStdString());
            }))
            add(dataset);
    for (const TrialRecord& trial : trials) {
        const std::pair source(trial.source, trial.dataSha256);
        if (!sources_.contains(trial.dataSha256) && !queue_.contains(source)) queue_.append(source);
    }
    openNext();
}

void TrialDrawings::openNext() {
    if (queue_.isEmpty()) return;
    reader_.run(
        Job::opening(dataName(queue_.first().first.section(u':', 1))),
        [source = queue_.first().first](const Worker::Control& control) {
            return openTrialSource(source, {}, nullptr, control.progress, control.stop).dataset;
        },
        [this](const DatasetPtr& dataset) {
            const auto [source, fingerprint] = queue_.takeFirst();
            add(dataset);
            if (!sources_.contains(fingerprint))
                problem_ = tr("%1: holds other data than when the trials were done, so their drawings cannot "
                              "be shown.")
                               .arg(source.section(u':', 1));
            Q_EMIT changed();
            openNext();
        });
}

DatasetPtr TrialDrawings::dataset(const TrialRecord& trial) const {
    return sources_.value(trial.dataSha256).dataset;
}

std::optional<Task> TrialDrawings::task(const TrialRecord& trial) const {
    const auto source = sources_.constFind(trial.dataSha256);
    if (source == sources_.cend()) return {};
    const auto query = source->places.constFind(trial.query);
    if (query == source->places.cend()) return {};
    Task task;
    task.query = query->drawing;
    task.answer = trial.correctWay;
    for (const QString& drawings : trial.support) {
        Way& way = task.ways.emplace_back();
        for (QString rest = drawings; !rest.isEmpty();) {
            // A name may hold "+" itself: the longest beginning that names a drawing is one.
            qsizetype end = rest.size();
            auto place = source->places.constFind(rest);
            while (place == source->places.cend() && (end = rest.lastIndexOf(u'+', end - 1)) > 0)
                place = source->places.constFind(rest.left(end));
            if (place == source->places.cend()) return {};
            way.character = place->character;
            way.drawings.push_back(place->drawing);
            rest = rest.mid(end + 1);
        }
    }
    return task;
}

}  // namespace oneshot::session
