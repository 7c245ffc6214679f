#include "tests/support/tar.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <stdexcept>

namespace oneshot::test {

void writeTar(const std::filesystem::path& path, const std::vector<ContainedFile>& files, const std::string& filter,
              const std::string& linkTarget) {
    const std::unique_ptr<archive, decltype(&archive_write_free)> tar(archive_write_new(), archive_write_free);
    archive_write_set_format_gnutar(tar.get());
    if ((filter != "none" && archive_write_add_filter_by_name(tar.get(), filter.c_str()) != ARCHIVE_OK) ||
        archive_write_open_filename(tar.get(), path.c_str()) != ARCHIVE_OK)
        throw std::runtime_error(archive_error_string(tar.get()));
    for (const ContainedFile& file : files) {
        const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                                  archive_entry_free);
        archive_entry_copy_pathname(entry.get(), file.path.c_str());
        archive_entry_set_filetype(entry.get(), linkTarget.empty() ? AE_IFREG : AE_IFLNK);
        archive_entry_set_perm(entry.get(), 0644);
        if (linkTarget.empty())
            archive_entry_set_size(entry.get(), std::ssize(file.bytes));
        else
            archive_entry_copy_symlink(entry.get(), linkTarget.c_str());
        archive_write_header(tar.get(), entry.get());
        if (!file.bytes.empty()) archive_write_data(tar.get(), file.bytes.data(), file.bytes.size());
    }
    if (archive_write_close(tar.get()) != ARCHIVE_OK) throw std::runtime_error(archive_error_string(tar.get()));
}

Bytes packedBy(const std::string& filter, const Bytes& bytes) {
    const TemporaryFolder folder;
    const std::unique_ptr<archive, decltype(&archive_write_free)> packed(archive_write_new(), archive_write_free);
    archive_write_set_format_raw(packed.get());
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname(entry.get(), "a");
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    if (archive_write_add_filter_by_name(packed.get(), filter.c_str()) != ARCHIVE_OK ||
        archive_write_open_filename(packed.get(), (folder / "a").c_str()) != ARCHIVE_OK ||
        archive_write_header(packed.get(), entry.get()) != ARCHIVE_OK ||
        archive_write_data(packed.get(), bytes.data(), bytes.size()) < 0 ||
        archive_write_close(packed.get()) != ARCHIVE_OK)
        throw std::runtime_error(archive_error_string(packed.get()));
    return readFile(folder / "a");
}

}  // namespace oneshot::test
