#pragma once

class QString;

namespace oneshot::ui {

/// What the glossary calls that which a setting of the form is of; null: it says nothing of it.
const char* termOf(const QString& key);

}  // namespace oneshot::ui
