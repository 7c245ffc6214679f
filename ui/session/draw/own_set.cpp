#include "ui/session/draw/own_set.h"

#include <QLockFile>
#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <utility>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/data/data_spec.h"
#include "core/data/image_archive.h"
#include "core/models/preparation.h"

namespace oneshot::session {
namespace {

namespace fs = std::filesystem;
using Characters = std::vector<OwnSet::OwnCharacter>;
using Drawings = std::vector<std::shared_ptr<const Drawing>>;

constexpr const char* alphabetName = "My characters";
constexpr int lockPatience = 10000;  // ms to wait for another window's writing
constexpr std::size_t mostUndone = 200;

struct Opened {
    Characters characters;
    int leftOut = 0;
};

/// The strokes too, where the data hold them.
Dataset read(const std::string& path, const Worker::Control* control) {
    const auto progress = [control](std::int64_t done, std::int64_t total) {
        if (control) control->progress(done, total);
    };
    DataSpec spec;
    spec.path = path;
    Dataset data = openDataset(spec, progress);
    requireImages(data);
    if (data.format != DataFormat::ImageFolder) return data;
    spec.strokes = path;
    try {
        return openDataset(spec, progress);
    } catch (const Error&) {
        return data;  // there are none, or not of these drawings
    }
}

/// As near to the wanted name as one can be that objection() has nothing against.
QString freeValidName(const QString& wanted, const Characters& taken) {
    constexpr int mostBytes = 90;  // room for a number
    QString valid;
    int bytes = 0;
    for (const char32_t code : wanted.toUcs4()) {
        QString letter = QString::fromUcs4(&code, 1);
        if (const bool edge = letter == u" " || letter == u"."; !edge && !canNameAFolder(letter.toStdString()))
            letter = QStringLiteral("_");
        bytes += static_cast<int>(letter.toUtf8().size());
        if (bytes > mostBytes) break;
        valid += letter;
    }
    while (valid.startsWith(u'.') || valid.startsWith(u' ')) valid.remove(0, 1);
    while (valid.endsWith(u'.') || valid.endsWith(u' ')) valid.chop(1);
    if (!canNameAFolder(valid.toStdString())) valid = QStringLiteral("character");
    QString free = valid;
    for (int number = 2; std::ranges::find(taken, free, &OwnSet::OwnCharacter::name) != taken.end(); ++number)
        free = QStringLiteral("%1 (%2)").arg(valid).arg(number);
    return free;
}

Opened openCharacters(const std::string& path, const Worker::Control* control, int limit = OwnSet::mostCharacters) {
    const Dataset data = read(path, control);
    if (data.characterCount() > limit)
        throw Error(ErrorCode::BadData, data.name,
                    "holds " + std::to_string(data.characterCount()) + " characters, more than the " +
                        std::to_string(OwnSet::mostCharacters) + " of a set of one's own",
                    "Open it as a dataset and choose one of its alphabets instead.");
    Opened opened;
    for (const Alphabet& alphabet : data.alphabets)
        for (const Character& character : alphabet.characters) {
            QString name = QString::fromStdString(character.name);
            if (data.alphabets.size() > 1) name = QString::fromStdString(alphabet.name) + u' ' + name;
            name = freeValidName(name, opened.characters);
            OwnSet::OwnCharacter& taken = opened.characters.emplace_back(OwnSet::OwnCharacter{name, {}});
            for (const DrawingId id : character.drawings) {
                if (taken.drawings.size() == OwnSet::mostDrawings)
                    ++opened.leftOut;
                else
                    taken.drawings.push_back(std::make_shared<const Drawing>(data.drawings[id]));
            }
        }
    return opened;
}

/// Of as many characters as several windows added. Damaged data are put aside, beside what was put aside before.
Characters openKept(const fs::path& path, const Worker::Control* control) {
    try {
        return openCharacters(path.string(), control, std::numeric_limits<int>::max()).characters;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::BadData) throw;
        fs::path aside = path.string() + ".damaged";
        for (int number = 2; fs::exists(fs::symlink_status(aside)); ++number)
            aside = path.string() + ".damaged-" + std::to_string(number);
        fs::rename(path, aside);
        throw Error(error.code(), error.where(), error.problem(), "It was put aside as " + aside.string() + ".");
    }
}

std::string sha256Of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return {};
    const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
    Sha256 hash;
    hash.add(bytes);
    return Sha256::hex(hash.digest());
}

std::shared_ptr<const Dataset> datasetOf(const Characters& characters) {
    auto data = std::make_shared<Dataset>();
    data->name = alphabetName;
    data->format = DataFormat::ImageFolder;
    if (characters.empty()) return data;
    Alphabet& alphabet = data->alphabets.emplace_back(Alphabet{alphabetName, {}});
    for (const OwnSet::OwnCharacter& own : characters) {
        Character& character = alphabet.characters.emplace_back(Character{own.name.toStdString(), {}});
        for (const auto& drawing : own.drawings) {
            character.drawings.push_back(static_cast<DrawingId>(data->drawings.size()));
            data->drawings.push_back(*drawing);
        }
    }
    return data;
}

void writeOrRemove(const Dataset& data, const fs::path& path) {
    std::error_code ignored;
    if (data.empty())
        fs::remove(path, ignored);
    else
        writeImageArchive(data, path);
}

/// Those that the others lack.
Drawings without(const Drawings& drawings, const Drawings& others) {
    Drawings left;
    for (const auto& drawing : drawings)
        if (std::ranges::none_of(others, [&](const auto& other) { return other->image == drawing->image; }))
            left.push_back(drawing);
    return left;
}

/// What becomes of `base` once both have changed it; what either added is never lost.
Characters merged(const Characters& base, const Characters& mine, const Characters& theirs) {
    const auto drawingsIn = [](const Characters& characters, const QString& name) {
        const auto found = std::ranges::find(characters, name, &OwnSet::OwnCharacter::name);
        return found == characters.end() ? Drawings() : found->drawings;
    };
    Characters result;
    const auto add = [&result](const QString& name, const Drawings& drawings) {
        const auto most = static_cast<std::ptrdiff_t>(OwnSet::mostDrawings);
        for (auto first = drawings.begin(); first != drawings.end();) {
            const auto last = first + std::min(most, drawings.end() - first);
            const bool taken = std::ranges::find(result, name, &OwnSet::OwnCharacter::name) != result.end();
            result.push_back({taken ? freeValidName(name, result) : name, {first, last}});
            first = last;
        }
    };
    for (const auto& [name, drawings] : mine) {
        const Drawings before = drawingsIn(base, name), there = drawingsIn(theirs, name);
        Drawings both = without(drawings, without(before, there));  // less what they removed
        std::ranges::copy(without(without(there, before), drawings), std::back_inserter(both));
        add(name, both);
    }
    for (const auto& [name, drawings] : theirs)
        if (drawingsIn(mine, name).empty()) add(name, without(drawings, drawingsIn(base, name)));
    return result;
}

/// Held while the file is read and written. Where none can be made, the writing itself says why.
std::unique_ptr<QLockFile> lockOf(const fs::path& path) {
    auto lock = std::make_unique<QLockFile>(QString::fromStdString(path.string() + ".lock"));
    if (!lock->tryLock(lockPatience) && lock->error() == QLockFile::LockFailedError)
        throw Error(ErrorCode::Failed, path.string(), "is being written by another window",
                    "Close that window, then change the set once more.");
    return lock;
}

}  // namespace

OwnSet::OwnSet(fs::path kept, QObject* parent)
    : QObject(parent),
      kept_(std::move(kept)),
      exchanged_(std::make_shared<std::optional<Exchange>>()),
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
    keeper_->run(
        [path = kept_](const Worker::Control& control) {
            const auto lock = lockOf(path);
            return Kept{openKept(path, &control), sha256Of(path)};
        },
        [this](const Kept& read) {
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
        exchange(known_, characters_, kept_, nullptr);
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
            "begin, and no dot or blank at its end.");
    const auto found = std::ranges::find(characters_, name, &OwnCharacter::name);
    if (renamed >= 0)
        return found == characters_.end() || found - characters_.begin() == renamed
                   ? QString()
                   : tr("There is a character of this name already.");
    if (found != characters_.end() && found->drawings.size() >= mostDrawings)
        return tr("%1 has %2 drawings already, which is the most.").arg(name, QString::number(mostDrawings));
    if (found == characters_.end() && characters_.size() >= mostCharacters)
        return tr("There are %1 characters already, which is the most.").arg(mostCharacters);
    return {};
}

void OwnSet::add(const QString& name, Drawing drawing) {
    if (!objection(name).isEmpty()) return;
    Characters next = characters_;
    auto found = std::ranges::find(next, name, &OwnCharacter::name);
    if (found == next.end()) found = next.insert(next.end(), OwnCharacter{name, {}});
    found->drawings.push_back(std::make_shared<const Drawing>(std::move(drawing)));
    change(std::move(next));
}

void OwnSet::rename(int character, const QString& name) {
    Characters next = characters_;
    next[static_cast<std::size_t>(character)].name = name;
    change(std::move(next));
}

void OwnSet::removeDrawing(int character, int drawing) {
    Characters next = characters_;
    auto& drawings = next[static_cast<std::size_t>(character)].drawings;
    drawings.erase(drawings.begin() + drawing);
    if (drawings.empty()) next.erase(next.begin() + character);
    change(std::move(next));
}

void OwnSet::removeCharacter(int character) {
    Characters next = characters_;
    next.erase(next.begin() + character);
    change(std::move(next));
}

void OwnSet::undo() {
    if (!canUndo()) return;
    characters_ = std::move(past_.back());
    past_.pop_back();
    keep();
    Q_EMIT changed();
}

void OwnSet::change(Characters next) {
    if (next == characters_) return;
    past_.push_back(std::exchange(characters_, std::move(next)));
    if (past_.size() > mostUndone) past_.erase(past_.begin());
    keep();
    Q_EMIT changed();
}

/// What another window wrote meanwhile stays in the file.
OwnSet::Exchange OwnSet::exchange(const Kept& before, const Characters& mine, const fs::path& path,
                                  const Worker::Control* control) {
    const auto lock = lockOf(path);
    Exchange done{before, {}, before.characters};
    if (const std::string there = sha256Of(path); !there.empty() && there != before.sha256)
        done.found = openKept(path, control);
    done.after.characters = merged(before.characters, mine, done.found);
    writeOrRemove(*datasetOf(done.after.characters), path);
    done.after.sha256 = sha256Of(path);
    return done;
}

/// One writing after the other, so that each is known to have been before the next begins.
void OwnSet::keep() {
    if (kept_.empty()) return;
    unkept_ = true;
    if (keeper_->busy()) return;
    keeper_->run(
        [known = known_, mine = characters_, path = kept_, exchanged = exchanged_](const Worker::Control& control) {
            *exchanged = exchange(known, mine, path, &control);
            return mine;
        },
        [this](const Characters& mine) {
            unkept_ = characters_ != mine;
            settle();
            if (unkept_) keep();
        });
}

/// Takes over what the last writing found in the file, also into what undo() goes back to.
void OwnSet::settle() {
    if (!*exchanged_) return;
    const Exchange done = *std::exchange(*exchanged_, {});
    const Characters& before = done.before.characters;
    known_ = done.after;
    if (done.found == before) return;
    for (Characters& state : past_) state = merged(before, state, done.found);
    characters_ = merged(before, characters_, done.found);
    Q_EMIT changed();
}

void OwnSet::save(const QString& path) {
    saver_.run(
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
    opener_.run([path](const Worker::Control& control) { return openCharacters(path.toStdString(), &control); },
                [this](const Opened& opened_) {
                    change(opened_.characters);
                    Q_EMIT opened(opened_.leftOut);
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
