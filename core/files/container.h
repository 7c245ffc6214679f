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

/// A file within a container: a zip, a tar (plain or packed) or a folder. The path is relative to it, with "/", in
/// UTF-8.
struct ContainedFile {
    std::string path;
    std::vector<std::uint8_t> bytes;
    std::optional<Error> problem = {};  ///< why it cannot be read; names the file
};

/// A container beyond these limits is refused by what its headers claim, before memory runs out. A single file that is
/// too large only counts as unreadable.
struct ContainerLimits {
    std::int64_t entries = 500'000;  ///< of any kind
    std::int64_t fileBytes = 32LL << 20;
    std::int64_t totalBytes = 2LL << 30;
};

/// What to read from a container.
struct ContainerRequest {
    std::function<bool(const std::string& path)> wanted;
    ContainerLimits limits = {};
    /// Symbolic links within a folder, wherever they lead. Offered: refused with a hint at links=follow.
    enum class Links { Refused, Offered, Followed } links = Links::Refused;
    std::function<void()> onProgress = [] {};  ///< called for each entry found; may throw to cancel
};

/// What a container holds, wanted or not. All lists but `unreadable` are sorted paths.
struct ContainerContent {
    std::vector<std::string> files;        ///< wanted files, readable or not
    std::vector<Error> unreadable;         ///< links and folders whose content is unknown
    std::vector<std::string> otherFiles;   ///< unwanted files, pipes and devices
    std::vector<std::string> folders;      ///< folders with an entry of their own
    std::vector<std::string> systemFiles;  ///< hidden files and those left by systems; a folder counts once
    std::string codePage;                  ///< of paths that are not in UTF-8; empty if all are
    std::int64_t decodedFiles = 0;         ///< files whose paths were decoded from it
};

/// A container whose headers have been read. Reads its files on demand, any number of times, and keeps none in memory.
class Container {
  public:
    /// Skips what isSystemName(), and decodes paths that are not in UTF-8 from a likely code page. Throws
    /// Error(BadData) if there is no such container, if it is damaged, cut short, encrypted or beyond the limits, or if
    /// it holds a path that leads out of it or a wanted path twice.
    Container(const std::filesystem::path&, const ContainerRequest&);
    /// Reads a zip or tar in memory, which must outlive the container. Errors call it `name`.
    Container(std::span<const std::uint8_t> archive, const std::string& name, const ContainerRequest&);
    ~Container();

    const std::string& name() const { return name_; }
    const ContainerContent& content() const { return content_; }

    /// Passes the chosen ones of content().files to `take` with their index, in the quickest order. Throws
    /// Error(BadData) if the container itself proves damaged.
    void read(const std::vector<bool>& chosen, const std::function<void(std::size_t file, ContainedFile)>& take);
    /// Passes them to `work` on all cores, some MiB at a time. progress, if given, is called on this thread with the
    /// number of finished files; it may throw to cancel.
    void workOn(const std::vector<bool>& chosen,
                const std::function<void(std::size_t file, const ContainedFile&)>& work,
                const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

  private:
    Container(const std::string& name, std::unique_ptr<EntryReader>, bool isFolder, const ContainerRequest&);
    void add(const ContainerEntry&, std::size_t index, const std::string& path, std::optional<Error> problem,
             const ContainerRequest&);
    Error errorOf(const std::string& path, const std::string& problem, const std::string& remedy) const;
    std::optional<Error> problemOf(const ContainerEntry&, const std::string& path, const char* remedyOfLinks) const;

    /// One of content_.files.
    struct File {
        std::string path;
        std::size_t entry;             ///< index among the reader's entries
        std::optional<Error> problem;  ///< as far as the headers show
    };

    std::string name_;
    ContainerLimits limits_;
    std::unique_ptr<EntryReader> reader_;
    std::size_t entryCount_ = 0;
    std::int64_t wantedBytes_ = 0;  ///< according to the headers
    ContainerContent content_;
    std::vector<File> files_;
};

/// Joins the problems with `fileCount` files of a container in one error: names the first ten and what to do, with
/// links=follow if a link offers it and skip-damaged=yes if files can be left out.
Error unreadableFiles(const std::vector<Error>& problems, std::int64_t fileCount, const std::string& container,
                      bool canBeLeftOut);

/// The path within the container of what an error names; unchanged if it lies elsewhere.
std::string pathWithin(const std::string& container, const std::string& where);

}  // namespace oneshot
