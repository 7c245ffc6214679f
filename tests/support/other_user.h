#pragma once

#include <unistd.h>

namespace oneshot::test {

/// Does the work as a user who may not read everything, also if the tests run as root. The work must not throw. Returns
/// false if it was not done.
template <typename Work>
bool doneAsOtherUser(const Work& work) {
    constexpr uid_t nobody = 65534;
    const uid_t user = geteuid();
    if (user == 0 && seteuid(nobody) != 0) return false;
    work();
    return user != 0 || seteuid(user) == 0;
}

}  // namespace oneshot::test
