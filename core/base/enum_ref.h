#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

#include "core/base/enum_names.h"

namespace oneshot {

/// Refers to a variable of any enum that has EnumNames, by the name of its value.
class EnumRef {
  public:
    template <typename Enum>
    requires std::is_enum_v<Enum>
    explicit EnumRef(Enum& variable)
        : variable_(&variable),
          names_(EnumNames<Enum>::all),
          index_([](const void* from) { return static_cast<std::size_t>(*static_cast<const Enum*>(from)); }),
          assign_([](void* to, std::size_t index) { *static_cast<Enum*>(to) = static_cast<Enum>(index); }) {}

    std::span<const std::string_view> names() const { return names_; }
    std::string_view name() const { return names_[index_(variable_)]; }
    /// Throws as indexOfName.
    void setName(std::string_view what, std::string_view name) const {
        assign_(variable_, indexOfName(what, name, names_));
    }

  private:
    void* variable_;
    std::span<const std::string_view> names_;
    std::size_t (*index_)(const void*);
    void (*assign_)(void*, std::size_t);
};

}  // namespace oneshot
