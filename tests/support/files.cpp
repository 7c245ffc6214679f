#include "tests/support/files.h"

#include <archive.h>
#include <archive_entry.h>

#include <QFile>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace oneshot::test {

Bytes bytesOf(const std::string& text) {
    return {text.begin(), text.end()};
}

Bytes fromHex(const std::string& text) {
    Bytes bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(text.substr(i, 2), nullptr, 16)));
    return bytes;
}

Bytes readFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string fileText(const std::filesystem::path& path) {
    const Bytes bytes = readFile(path);
    return {bytes.begin(), bytes.end()};
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const std::filesystem::path& path, const Bytes& bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) throw std::runtime_error("cannot write " + path.string());
}

void writeFolder(const std::filesystem::path& folder, const std::vector<ContainedFile>& files) {
    for (const ContainedFile& file : files) writeFile(folder / file.path, file.bytes);
}

void writeZip(const std::filesystem::path& path, const std::vector<ContainedFile>& files, const std::string& password) {
    const std::unique_ptr<archive, decltype(&archive_write_free)> zip(archive_write_new(), archive_write_free);
    const auto require = [&](la_ssize_t status) {
        if (status < 0) throw std::runtime_error(archive_error_string(zip.get()));
    };
    require(archive_write_set_format_zip(zip.get()));
    if (!password.empty()) {
        require(archive_write_set_options(zip.get(), "zip:encryption=traditional"));
        require(archive_write_set_passphrase(zip.get(), password.c_str()));
    }
    require(archive_write_open_filename(zip.get(), path.c_str()));
    for (const ContainedFile& file : files) {
        const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                                  archive_entry_free);
        archive_entry_set_pathname(entry.get(), file.path.c_str());
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0644);
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.bytes.size()));
        require(archive_write_header(zip.get(), entry.get()));
        require(archive_write_data(zip.get(), file.bytes.data(), file.bytes.size()));
    }
    require(archive_write_close(zip.get()));
}

std::filesystem::path omniglotFolder() {
    const char* folder = std::getenv("ONESHOT_OMNIGLOT_DIR");
    return folder ? folder : "";
}

}  // namespace oneshot::test
