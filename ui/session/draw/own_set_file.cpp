#include "ui/session/draw/own_set_file.h"

#include <QLockFile>
#include <fstream>
#include <iterator>
#include <limits>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/data/image_archive.h"

namespace oneshot::session {
namespace {

namespace fs = std::filesystem;

constexpr int lockPatience = 10000;  // ms to wait for another window's writing

/// Held while the file is read and written. Where none can be made, the writing itself says why.
std::unique_ptr<QLockFile> lockOf(const fs::path& path) {
    auto lock = std::make_unique<QLockFile>(QString::fromStdString(path.string() + ".lock"));
    if (!lock->tryLock(lockPatience) && lock->error() == QLockFile::LockFailedError)
        throw Error(ErrorCode::Failed, path.string(), "is being written by another window",
                    "Close that window, then change the set once more.");
    return lock;
}

/// Damaged data are put aside, beside what was put aside before.
OwnCharacters charactersIn(const fs::path& path, const std::stop_token& stop) {
    try {
        return openCharacters(path.string(), std::numeric_limits<int>::max(), {}, stop).characters;
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

}  // namespace

OwnSetFile readOwnSet(const fs::path& path, const std::stop_token& stop) {
    const auto lock = lockOf(path);
    return {charactersIn(path, stop), sha256Of(path)};
}

OwnSetExchange exchangeOwnSet(const OwnSetFile& before, const OwnCharacters& mine, const fs::path& path,
                              const std::stop_token& stop) {
    const auto lock = lockOf(path);
    OwnSetExchange done{before, {}, before.characters};
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
