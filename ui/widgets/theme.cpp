#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QLabel>
#include <QPainter>
#include <QStyle>
#include <QStyleFactory>
#include <QSvgRenderer>
#include <QToolTip>
#include <QWidget>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/widgets/menu_buttons.h"

namespace oneshot::ui {
namespace {

/// Returns what is in a file that the window carries inside itself; empty: there is no such file.
QByteArray resource(const QByteArray& name) {
    QFile file(QStringLiteral(":/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QPalette palette(bool dark) {
    const auto colour = [dark](const char* light, const char* darkOne) {
        return QColor(QLatin1String(dark ? darkOne : light));
    };
    QPalette p;
    p.setColor(QPalette::Window, colour("#f4f5f7", "#1a1c20"));
    p.setColor(QPalette::WindowText, colour("#1d2127", "#e4e7eb"));
    p.setColor(QPalette::Base, colour("#ffffff", "#23262b"));
    p.setColor(QPalette::AlternateBase, colour("#f0f2f4", "#292d33"));
    p.setColor(QPalette::Text, colour("#1d2127", "#e4e7eb"));
    p.setColor(QPalette::PlaceholderText, colour("#5d6671", "#9aa3ae"));
    p.setColor(QPalette::Button, colour("#ffffff", "#2d3138"));
    p.setColor(QPalette::ButtonText, colour("#1d2127", "#e4e7eb"));
    p.setColor(QPalette::ToolTipBase, colour("#1d2127", "#3a3f47"));
    p.setColor(QPalette::ToolTipText, colour("#ffffff", "#f2f4f6"));
    p.setColor(QPalette::Light, colour("#ffffff", "#363b43"));
    p.setColor(QPalette::Midlight, colour("#e8ebee", "#30343b"));
    p.setColor(QPalette::Mid, colour("#d5dae0", "#3b4149"));
    p.setColor(QPalette::Dark, colour("#aeb6bf", "#14161a"));
    p.setColor(QPalette::Shadow, colour("#8a929c", "#0c0d0f"));
    p.setColor(QPalette::Highlight, colour("#0072b2", "#1f7ab8"));
    p.setColor(QPalette::HighlightedText, Qt::white);
    p.setColor(QPalette::Link, colour("#0072b2", "#63b6ee"));
    p.setColor(QPalette::BrightText, colour("#b3261e", "#ff8a80"));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, colour("#7f8894", "#848c96"));
    p.setColor(QPalette::Disabled, QPalette::Base, colour("#f7f8f9", "#202327"));
    return p;
}

/// The palette of the platform, before the first of ours was set.
const QPalette& systemPalette() {
    static const QPalette system = QApplication::palette();
    return system;
}

QPalette paletteOf(Theme theme) {
    const QPalette& system = systemPalette();
    if (theme != Theme::System) return palette(theme == Theme::Dark);
    return isHighContrast(system) ? sharpened(system) : palette(isDark(system));
}

/// Draws an SVG whose strokes are "currentColor" in the colour of the palette in force.
class LineIconEngine : public QIconEngine {
  public:
    LineIconEngine(QByteArray svg, QPalette::ColorRole role) : svg_(std::move(svg)), role_(role) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const bool plain = mode != QIcon::Disabled && mode != QIcon::Selected;
        const auto role = plain ? role_ : mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        QByteArray svg = svg_;
        svg.replace("currentColor", QApplication::palette().color(group, role).name().toLatin1());
        QSvgRenderer(svg).render(painter, rect);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new LineIconEngine(*this); }

  private:
    QByteArray svg_;
    QPalette::ColorRole role_;
};

/// Shows the text of labels, tooltips and message boxes as it is: names of strangers' files may look like markup. Rich
/// text is asked for by setTextFormat().
class PlainLabels : public QObject {
  public:
    using QObject::QObject;

    bool eventFilter(QObject* object, QEvent* event) override {
        if (event->type() != QEvent::Polish) return false;
        if (auto* label = qobject_cast<QLabel*>(object); label && label->textFormat() == Qt::AutoText)
            label->setTextFormat(Qt::PlainText);
        return false;
    }
};

}  // namespace

void applyTheme(Theme theme) {
    systemPalette();
    if (static bool isWatching = false; !std::exchange(isWatching, true)) {
        qApp->installEventFilter(new PlainLabels(qApp));
        releaseMenuButtons();
    }
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(paletteOf(theme));
    const QPalette used = QApplication::palette();
    QByteArray sheet = resource("window.qss");
    sheet.replace("@muted", used.color(QPalette::PlaceholderText).name().toLatin1());
    sheet.replace("@disabled", used.color(QPalette::Disabled, QPalette::ButtonText).name().toLatin1());
    sheet.replace("@tip-base", used.color(QPalette::ToolTipBase).name().toLatin1());
    sheet.replace("@tip-text", used.color(QPalette::ToolTipText).name().toLatin1());
    QToolTip::setPalette(used);
    qApp->setStyleSheet(QString::fromUtf8(sheet));
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < 128;
}

double contrastOf(const QColor& one, const QColor& other) {
    const auto luminance = [](const QColor& colour) {
        const auto linear = [](double part) {
            return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
    return (light + 0.05) / (dark + 0.05);
}

QColor mixed(const QColor& from, const QColor& to, double share) {
    const auto part = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return {part(from.red(), to.red()), part(from.green(), to.green()), part(from.blue(), to.blue())};
}

bool isHighContrast(const QPalette& palette) {
    constexpr double high = 19.5;  // of 21; ordinary light themes have grey windows, ordinary dark ones grey text
    return contrastOf(palette.color(QPalette::Window), palette.color(QPalette::WindowText)) >= high &&
           contrastOf(palette.color(QPalette::Base), palette.color(QPalette::Text)) >= high;
}

QPalette sharpened(QPalette palette) {
    const QColor text = palette.color(QPalette::WindowText), ground = palette.color(QPalette::Window);
    for (const auto role :
         {QPalette::Mid, QPalette::Dark, QPalette::PlaceholderText, QPalette::ToolTipText, QPalette::BrightText})
        palette.setColor(role, text);
    for (const auto role : {QPalette::Midlight, QPalette::AlternateBase, QPalette::ToolTipBase})
        palette.setColor(role, ground);
    return palette;
}

QIcon lineIcon(const char* name, QPalette::ColorRole role) {
    const QByteArray svg = resource("icons/" + QByteArray(name) + ".svg");
    return svg.isEmpty() ? QIcon() : QIcon(new LineIconEngine(svg, role));
}

void setStyleRole(QWidget* widget, const char* role, bool on) {
    if (widget->property(role).toBool() == on) return;
    widget->setProperty(role, on);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

}  // namespace oneshot::ui
