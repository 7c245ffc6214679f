#include "ui/session/draw/own_characters.h"

#include <QLockFile>
#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <utility>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/data/open_dataset.h"
#include "core/data/write_dataset.h"
#include "core/models/preparation.h"
#include "core/runs/run_directory.h"

namespace oneshot::session {
namespace {

using Drawings = std::vector<std::shared_ptr<const Drawing>>;

namespace fs = std::filesystem;

constexpr const char* alphabetName = "My characters";
constexpr int lockPatience = 10000;  // ms to wait for another window's writing

/// The strokes too, where the data hold them.
Dataset read(const std::string& path, const ProgressFunction& progress, const std::stop_token& stop) {
    DataSpec spec;
    spec.path = path;
    Dataset data = openDataset(spec, progress, stop);
    requireImages(data);
    if (data.format != DataFormat::ImageFolder) return data;
    spec.strokes = path;
    try {
        return openDataset(spec, progress, stop);
    } catch (const Error&) {
        throwIfStopped(stop);
        return data;  // there are none, or not of these drawings
    }
}

/// As near to the wanted name as one can be that names a folder and is not taken.
QString freeValidName(const QString& wanted, const OwnCharacters& taken) {
    constexpr int maxBytes = 90;  // room for a number
    QString valid;
    int bytes = 0;
    for (const char32_t code : wanted.toUcs4()) {
        QString letter = QString::fromUcs4(&code, 1);
        if (const bool edge = letter == u" " || letter == u"."; !edge && !canNameAFolder(letter.toStdString()))
            letter = QStringLiteral("_");
        bytes += static_cast<int>(letter.toUtf8().size());
        if (bytes > maxBytes) break;
        valid += letter;
    }
    while (valid.startsWith(u'.') || valid.startsWith(u' ')) valid.remove(0, 1);
    while (valid.endsWith(u'.') || valid.endsWith(u' ')) valid.chop(1);
    if (!canNameAFolder(valid.toStdString())) valid = QStringLiteral("character");
    QString free = valid;
    for (int number = 2; std::ranges::find(taken, free, &OwnCharacter::name) != taken.end(); ++number)
        free = QStringLiteral("%1 (%2)").arg(valid).arg(number);
    return free;
}

/// Those that the others lack.
Drawings without(const Drawings& drawings, const Drawings& others) {
    Drawings left;
    for (const auto& drawing : drawings)
        if (std::ranges::none_of(others, [&](const auto& other) { return other->image == drawing->image; }))
            left.push_back(drawing);
    return left;
}

Drawings drawingsOf(const OwnCharacters& characters, const QString& name) {
    const auto found = std::ranges::find(characters, name, &OwnCharacter::name);
    return found == characters.end() ? Drawings() : found->drawings;
}

/// As several characters where the drawings are too many for one.
void append(OwnCharacters& characters, const QString& name, const Drawings& drawings) {
    for (auto first = drawings.begin(); first != drawings.end();) {
        const auto last = first + std::min<std::ptrdiff_t>(OwnCharacter::maxDrawings, drawings.end() - first);
        const bool taken = std::ranges::find(characters, name, &OwnCharacter::name) != characters.end();
        characters.push_back({taken ? freeValidName(name, characters) : name, {first, last}});
        first = last;
    }
}

/// Held while the file is read and written. Where none can be made, the writing itself says why.
std::unique_ptr<QLockFile> lockOf(const fs::path& path) {
    auto lock = std::make_unique<QLockFile>(QString::fromStdString(path.string() + ".lock"));
    if (!lock->tryLock(lockPatience) && lock->error() == QLockFile::LockFailedError)
        throw Error(ErrorCode::Failed, path.string(), "is being written by another window",
                    "Close that window, then change the set once more.");
    return lock;
}

/// Throws Error(BadData) once damaged data are put aside.
OwnCharacters charactersIn(const fs::path& path, const std::stop_token& stop) {
    try {
        return openCharacters(path.string(), std::numeric_limits<int>::max(), {}, stop).characters;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::BadData) throw;
        const fs::path aside = setAside(path);
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

}  // namespace

OpenedCharacters openCharacters(const std::string& path, int maxCharacters, const ProgressFunction& progress,
                                const std::stop_token& stop) {
    const Dataset data = read(path, progress, stop);
    if (data.characterCount() > maxCharacters)
        throw Error(ErrorCode::BadData, data.name,
                    "holds " + std::to_string(data.characterCount()) + " characters, more than the " +
                        std::to_string(maxCharacters) + " of a set of one's own",
                    "Open it as a dataset and choose one of its alphabets instead.");
    OpenedCharacters opened;
    for (const Alphabet& alphabet : data.alphabets)
        for (const Character& character : alphabet.characters) {
            QString name = QString::fromStdString(character.name);
            if (data.alphabets.size() > 1) name = QString::fromStdString(alphabet.name) + u' ' + name;
            name = freeValidName(name, opened.characters);
            OwnCharacter& taken = opened.characters.emplace_back(OwnCharacter{name, {}});
            for (const DrawingId id : character.drawings) {
                if (taken.drawings.size() == OwnCharacter::maxDrawings)
                    ++opened.leftOut;
                else
                    taken.drawings.push_back(std::make_shared<const Drawing>(data.drawings[id]));
            }
        }
    return opened;
}

DatasetPtr datasetOf(const OwnCharacters& characters) {
    auto data = std::make_shared<Dataset>();
    data->name = alphabetName;
    data->format = DataFormat::ImageFolder;
    if (characters.empty()) return data;
    Alphabet& alphabet = data->alphabets.emplace_back(Alphabet{alphabetName, {}});
    std::vector<Drawing> drawings;
    for (const OwnCharacter& own : characters) {
        Character& character = alphabet.characters.emplace_back(Character{own.name.toStdString(), {}});
        for (const auto& drawing : own.drawings) {
            character.drawings.push_back(static_cast<DrawingId>(drawings.size()));
            drawings.push_back(*drawing);
        }
    }
    data->drawings = DrawingStore(std::move(drawings));
    return data;
}

OwnCharacters merged(const OwnCharacters& base, const OwnCharacters& mine, const OwnCharacters& theirs) {
    OwnCharacters result;
    for (const auto& [name, drawings] : mine) {
        const Drawings before = drawingsOf(base, name), there = drawingsOf(theirs, name);
        Drawings both = without(drawings, without(before, there));  // less what they removed
        std::ranges::copy(without(without(there, before), drawings), std::back_inserter(both));
        append(result, name, both);
    }
    for (const auto& [name, drawings] : theirs)
        if (drawingsOf(mine, name).empty()) append(result, name, without(drawings, drawingsOf(base, name)));
    return result;
}

OwnSetFile readOwnSet(const fs::path& path, const std::stop_token& stop) {
    const auto lock = lockOf(path);
    return {charactersIn(path, stop), sha256Of(path)};
}

OwnSetExchange exchangeOwnSet(const OwnSetFile& before, const OwnCharacters& mine, const fs::path& path,
                              const std::stop_token& stop) {
    const auto lock = lockOf(path);
    OwnSetExchange done{before.characters, {}};
    if (const std::string there = sha256Of(path); !there.empty() && there != before.sha256)
        done.found = charactersIn(path, stop);
    done.after.characters = merged(before.characters, mine, done.found);
    std::error_code ignored;
    if (done.after.characters.empty())
        fs::remove(path, ignored);
    else
        writeImageArchive(*datasetOf(done.after.characters), path);
    done.after.sha256 = sha256Of(path);
    return done;
}

}  // namespace oneshot::session
