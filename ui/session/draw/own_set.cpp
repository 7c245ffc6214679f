#include "ui/session/draw/own_set.h"

#include <QFileInfo>
#include <QSignalBlocker>
#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/data/write_dataset.h"

namespace oneshot::session {

namespace fs = std::filesystem;

OwnSet::OwnSet(fs::path kept)
    : kept_(std::move(kept)),
      exchanged_(std::make_shared<std::optional<OwnSetExchange>>()),
      keeper_(std::make_unique<Worker>(Worker::Priority::Background)) {
    for (Worker* worker : {&saver_, &opener_}) connect(worker, &Worker::failed, this, &OwnSet::failed);
    connect(keeper_.get(), &Worker::failed, this, [this](const QString& why) {
        const bool read = std::exchange(reading_, false);
        std::error_code ignored;
        const bool there = read && fs::exists(kept_, ignored);
        if (there) kept_.clear();  // what could not be read must not be written over
        Q_EMIT failed(there ? tr("%1 The kept characters stay as they are; new ones are not kept.").arg(why) : why);
        if (read) openWaiting();
    });
    std::error_code ignored;
    if (kept_.empty() || !fs::exists(kept_, ignored)) return;
    reading_ = true;
    keeper_->run([path = kept_](const Worker::Control& control) { return readOwnSet(path, control.stop); },
                 [this](const OwnSetFile& read) {
                     reading_ = false;
                     known_ = read;
                     characters_ = read.characters;
                     Q_EMIT changed();
                     openWaiting();
                 });
}

OwnSet::~OwnSet() {
    const QSignalBlocker silent(this);
    keeper_.reset();  // it may be writing an older state
    settle();
    if (!unkept_) return;
    try {
        exchangeOwnSet(known_, characters_, kept_);
    } catch (const Error&) {  // it was told of when it first failed
    }
}

QString OwnSet::freeName() const {
    for (int number = 1;; ++number) {
        const QString name = tr("character %1").arg(number, 2, 10, QLatin1Char('0'));
        if (std::ranges::find(characters_, name, &OwnCharacter::name) == characters_.end()) return name;
    }
}

QString OwnSet::objection(const QString& name, int renamed) const {
    if (reading_) return tr("The kept characters are being read.");
    if (!canNameAFolder(name.toStdString()))
        return tr(
            "This cannot be a name: it must have 1 to 100 bytes, none of / \\ : * ? \" < > |, no dot at its "
            "start, and no dot or blank at its end.");
    const auto found = std::ranges::find(characters_, name, &OwnCharacter::name);
    if (renamed >= 0)
        return found == characters_.end() || found - characters_.begin() == renamed
                   ? QString()
                   : tr("There is a character of this name already.");
    if (found != characters_.end() && found->drawings.size() >= OwnCharacter::maxDrawings)
        return tr("%1 has %2 drawings already, which is the most.")
            .arg(name, QString::number(OwnCharacter::maxDrawings));
    if (found == characters_.end() && characters_.size() >= maxCharacters)
        return tr("There are %1 characters already, which is the most.").arg(maxCharacters);
    return {};
}

void OwnSet::add(const QString& name, Drawing drawing) {
    if (!objection(name).isEmpty()) return;
    OwnCharacters next = characters_;
    auto found = std::ranges::find(next, name, &OwnCharacter::name);
    if (found == next.end()) found = next.insert(next.end(), OwnCharacter{name, {}});
    found->drawings.push_back(std::make_shared<const Drawing>(std::move(drawing)));
    edit(Edit::Add, std::move(next));
}

void OwnSet::rename(int character, const QString& name) {
    OwnCharacters next = characters_;
    next[static_cast<std::size_t>(character)].name = name;
    edit(Edit::Rename, std::move(next));
}

void OwnSet::removeDrawing(int character, int drawing) {
    OwnCharacters next = characters_;
    auto& drawings = next[static_cast<std::size_t>(character)].drawings;
    drawings.erase(drawings.begin() + drawing);
    if (drawings.empty()) next.erase(next.begin() + character);
    edit(Edit::Remove, std::move(next));
}

void OwnSet::removeCharacter(int character) {
    OwnCharacters next = characters_;
    next.erase(next.begin() + character);
    edit(Edit::Remove, std::move(next));
}

void OwnSet::change(const OwnCharacters& from, const OwnCharacters& to) {
    set(merged(from, to, characters_));
}

void OwnSet::edit(Edit what, OwnCharacters next) {
    if (next == characters_) return;
    const OwnCharacters before = characters_;
    set(next);
    Q_EMIT edited(what, before, next);
}

void OwnSet::set(OwnCharacters next) {
    characters_ = std::move(next);
    keep();
    Q_EMIT changed();
}

/// Writes one state after another, so that what a writing found is known before the next begins.
void OwnSet::keep() {
    if (kept_.empty()) return;
    unkept_ = true;
    if (keeper_->busy()) return;
    keeper_->run(
        [known = known_, mine = characters_, path = kept_, exchanged = exchanged_](const Worker::Control& control) {
            *exchanged = exchangeOwnSet(known, mine, path, control.stop);
            return mine;
        },
        [this](const OwnCharacters& mine) {
            unkept_ = characters_ != mine;
            settle();
            if (unkept_) keep();
        });
}

/// Takes over what the last writing found in the file.
void OwnSet::settle() {
    if (!*exchanged_) return;
    const OwnSetExchange done = *std::exchange(*exchanged_, {});
    const OwnCharacters before = std::exchange(known_, done.after).characters;
    if (done.found == before) return;
    characters_ = merged(before, characters_, done.found);
    Q_EMIT changed();
}

void OwnSet::save(const QString& path) {
    saver_.run(
        Job::saving(path),
        [data = datasetOf(characters_), path](const Worker::Control&) {
            writeImageArchive(*data, path.toStdString());
            return path;
        },
        [this](const QString& done) { Q_EMIT saved(done); });
}

void OwnSet::open(const QString& path) {
    if (reading_) {
        waiting_ = path;
        return;
    }
    opener_.run(
        Job::opening(QFileInfo(path).fileName()),
        [path](const Worker::Control& control) {
            return openCharacters(path.toStdString(), maxCharacters, control.progress, control.stop);
        },
        [this](const OpenedCharacters& read) {
            edit(Edit::Open, read.characters);
            Q_EMIT opened(read.leftOut);
        });
}

void OwnSet::openWaiting() {
    if (!waiting_.isEmpty()) open(std::exchange(waiting_, {}));
}

SupportSet OwnSet::support() const {
    SupportSet set{datasetOf(characters_), {}, tr("My own")};
    for (const CharacterId id : set.dataset->characters())
        set.ways.push_back({id, set.dataset->character(id).drawings});
    return set;
}

}  // namespace oneshot::session
