#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace oneshot {

class EntryReader;
struct ContainerEntry;

/// A file within a container (a zip, a tar plain or packed, or a folder); the path is relative to it, with "/", in
/// UTF-8.
struct ContainedFile {
    std::string path;
    std::vector<std::uint8_t> bytes;
    std::optional<Error> problem = {};  ///< why it cannot be read; it names the file
};

/// Past these a container is refused, by what its headers claim, before memory runs out; a file that is too large alone
/// cannot be read.
struct ContainerLimits {
    std::int64_t entries = 500'000;  ///< of any kind
    std::int64_t fileBytes = 32LL << 20;
    std::int64_t totalBytes = 2LL << 30;
};

/// What to read of a container.
struct ContainerRequest {
    std::function<bool(const std::string& path)> wanted;
    ContainerLimits limits = {};
    /// Of symbolic links within a folder, wherever they lead. Offered: they are refused, and links=follow is proposed.
    enum class Links { Refused, Offered, Followed } links = Links::Refused;
    std::function<void()> onProgress = [] {};  ///< for each entry that is found; may throw to cancel
};

/// What a container holds: what is wanted, and what else there is. All but `unreadable` are paths, sorted.
struct ContainerContent {
    std::vector<std::string> files;  ///< those that are wanted, whether they can be read or not
    std::vector<Error> unreadable;   ///< links and folders that cannot be read, so that nobody knows what they hold
    std::vector<std::string> otherFiles;   ///< those that are not wanted, pipes and the like
    std::vector<std::string> folders;      ///< those that it names
    std::vector<std::string> systemFiles;  ///< hidden things and what systems leave behind; a whole folder is one
    std::string codePage;                  ///< that paths were read as which are not in UTF-8; empty where all are
    std::int64_t decodedFiles = 0;         ///< whose paths were read so
};

/// A container whose headers have been read. Its files are read when asked for, as often as asked, and are in memory
/// no longer than they are worked on.
class Container {
  public:
    /// isSystemName() is passed over. Paths that are not in UTF-8 are read in a likely code page. Throws Error(BadData)
    /// where there is no such container, or it is damaged, cut short, encrypted, past the limits, or holds a path that
    /// leads out of it or is wanted and held twice.
    Container(const std::filesystem::path&, const ContainerRequest&);
    /// A zip or tar in memory, which must live as long. name: what an error calls it.
    Container(std::span<const std::uint8_t> archive, const std::string& name, const ContainerRequest&);
    ~Container();

    const std::string& name() const { return name_; }
    const ContainerContent& content() const { return content_; }

    /// Gives `take` the chosen ones of content().files by their index, in whatever order is quick. Throws
    /// Error(BadData) where the container itself proves damaged.
    void read(const std::vector<bool>& chosen, const std::function<void(std::size_t file, ContainedFile)>& take);
    /// Gives them to `work` on all cores, some MiB of them at a time. progress, if given, is called from this thread
    /// with the number of files that are done; it may throw to cancel.
    void workOn(const std::vector<bool>& chosen,
                const std::function<void(std::size_t file, const ContainedFile&)>& work,
                const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

  private:
    Container(const std::string& name, std::unique_ptr<EntryReader>, bool isFolder, const ContainerRequest&);
    void add(const ContainerEntry&, std::size_t index, const std::string& path, std::optional<Error> problem,
             const ContainerRequest&);
    void requireDifferentPaths() const;
    Error errorOf(const std::string& path, const std::string& problem, const std::string& remedy) const;
    std::optional<Error> problemOf(const ContainerEntry&, const std::string& path, const char* remedyOfLinks) const;

    /// One of content_.files.
    struct File {
        std::string path;
        std::size_t entry;             ///< its index among those of the reader
        std::optional<Error> problem;  ///< as far as the headers tell
    };

    std::string name_;
    ContainerLimits limits_;
    std::unique_ptr<EntryReader> reader_;
    std::size_t entryCount_ = 0;
    std::int64_t wantedBytes_ = 0;  ///< as headers claim
    ContainerContent content_;
    std::vector<File> files_;
};

}  // namespace oneshot
