#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/runs/run_summary.h"
#include "ui/session/common/sqlite_database.h"

namespace oneshot::session {

/// A run as the index knows it: what a list says of it, and the stamp of the files that this was read from.
struct IndexedRun {
    RunSummary summary;  ///< out of the database, its record holds no more than a list shows
    std::string stamp;
};

/// The SQLite file that remembers run folders, so that only changed ones are read again. It holds nothing that the
/// folders do not: a file that is damaged, of another version or no database is made anew, and where none can be
/// written an index in memory does. Belongs to the thread that makes it; every method blocks.
class RunDatabase {
  public:
    static constexpr int schemaVersion = 2;  ///< PRAGMA user_version

    explicit RunDatabase(const std::filesystem::path& file);

    /// By the name of their folder. runsFolder: where they lie.
    std::unordered_map<std::string, IndexedRun> runs(const std::filesystem::path& runsFolder) const;
    /// In one transaction; a cache that cannot be written is no fault that a person must hear of.
    void update(const std::vector<IndexedRun>& changed, const std::vector<std::string>& goneNames);

  private:
    bool open(const std::filesystem::path& file);

    std::optional<SqliteDatabase> database_;
};

}  // namespace oneshot::session
