#pragma once

#include <QIcon>
#include <QPalette>
#include <QString>

namespace oneshot::ui {

enum class Theme { System, Light, Dark };

/// Applies Fusion with our palette and the few shapes that it lacks (cards, flat and primary buttons). System: light or
/// dark as the platform's palette was at start, or with its own colours where they are of high contrast. Every widget
/// hears of it as PaletteChange. From then on labels, tooltips and message boxes show markup in their texts as it is,
/// unless rich text is asked for by setTextFormat().
void applyTheme(Theme);

/// Returns whether a palette is light text on dark.
bool isDark(const QPalette&);

/// Returns the contrast of two colours, from 1 to 21 (WCAG 2.1).
double contrastOf(const QColor&, const QColor&);

/// Returns a colour between two others, at 0 the first one and at 1 the second.
QColor mixed(const QColor& from, const QColor& to, double share);

/// Returns whether text and what lies below it are nearly black and white, as in the desktops' themes for people who
/// see little.
bool isHighContrast(const QPalette&);

/// Makes what such a palette leaves to shades as clear as its text: borders, hints and tooltips.
QPalette sharpened(QPalette highContrast);

/// Returns a line icon of resources/icons, drawn in the colour that the application's palette has at the time.
QIcon lineIcon(const char* name, QPalette::ColorRole = QPalette::ButtonText);

/// Gives a widget a role in resources/window.qss, or takes it away: "card", "rule", "primary", "flat", "toggle", "nav",
/// "field", "group", "muted", "note", "changed", "fault".
void setStyleRole(QWidget*, const char* role, bool on = true);

}  // namespace oneshot::ui
