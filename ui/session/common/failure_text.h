#pragma once

#include <QString>
#include <exception>

namespace oneshot::session {

QString failureText(const std::exception&);  ///< what a person is told, in full words

}  // namespace oneshot::session
