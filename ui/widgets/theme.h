#pragma once

#include <QIcon>
#include <QPalette>
#include <QString>

namespace oneshot::ui {

enum class Theme { System, Light, Dark };

/// Applies Fusion with our palette and the few shapes that it lacks (cards, flat and primary buttons). System: light or
/// dark as the platform's palette was at start. Every widget hears of it as PaletteChange. From then on labels,
/// tooltips and message boxes show markup in their texts as it is, unless rich text is asked for by setTextFormat().
void applyTheme(Theme);

/// Returns whether a palette is light text on dark.
bool isDark(const QPalette&);

/// Returns a line icon of resources/icons, drawn in the colour that the application's palette has at the time.
QIcon lineIcon(const char* name, QPalette::ColorRole = QPalette::ButtonText);

/// Gives a widget a role in resources/window.qss, or takes it away: "card", "rule", "primary", "flat", "toggle", "nav",
/// "field", "group", "muted", "note", "changed", "fault".
void setStyleRole(QWidget*, const char* role, bool on = true);

}  // namespace oneshot::ui
