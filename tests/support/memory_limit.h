#pragma once

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

namespace oneshot::test {

/// While it lives this process may take only so many bytes more than it has. Of no use under a sanitizer, whose shadow
/// memory is never allocated: `possible` tells.
class MemoryLimit {
  public:
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    static constexpr bool possible = false;
#else
    static constexpr bool possible = true;
#endif

    explicit MemoryLimit(rlim_t more) {
        rlim_t pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        getrlimit(RLIMIT_AS, &before_);
        const rlimit limit{pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + more, before_.rlim_max};
        setrlimit(RLIMIT_AS, &limit);
    }
    ~MemoryLimit() {
        setrlimit(RLIMIT_AS, &before_);
    }
    MemoryLimit(const MemoryLimit&) = delete;
    MemoryLimit& operator=(const MemoryLimit&) = delete;

  private:
    rlimit before_{};
};

}  // namespace oneshot::test
