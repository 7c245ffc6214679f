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
#include <utility>

namespace oneshot::ui {
namespace {

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

const QString styleSheet = QStringLiteral(R"(
    *[card="true"] { background: palette(base); border: 1px solid palette(mid); border-radius: 8px; }
    *[rule="true"] { background: palette(mid); border: none; }
    *[muted="true"] { color: @muted; }
    *[changed="true"] { font-weight: bold; }
    *[fault="true"] { color: palette(bright-text); }
    QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
    QPushButton { background: palette(button); color: palette(button-text); border: 1px solid palette(mid);
                  border-radius: 6px; padding: 5px 14px; min-height: 18px; }
    QPushButton:hover { background: palette(midlight); }
    QPushButton:pressed { background: palette(mid); }
    QPushButton:focus { border-color: palette(highlight); }
    QPushButton:disabled { color: @disabled; }
    QPushButton[primary="true"] { background: palette(highlight); color: palette(highlighted-text);
                                  border-color: palette(highlight); font-weight: bold; }
    QPushButton[primary="true"]:disabled { background: palette(midlight); color: @muted;
                                           border-color: palette(mid); }
    QToolButton[flat="true"] { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px; }
    QToolButton[flat="true"]:hover { background: palette(midlight); }
    QToolButton[flat="true"]:checked { background: palette(midlight); border-color: palette(mid); }
    QToolButton[flat="true"]:focus { border-color: palette(highlight); }
    QPushButton::menu-indicator { image: none; }
    QToolButton[flat="true"]::menu-indicator { image: none; }
    QToolButton[toggle="true"] { background: palette(base); border: 1px solid palette(mid); border-radius: 6px;
                                 padding: 3px 9px; }
    QToolButton[toggle="true"]:hover { background: palette(midlight); }
    QToolButton[toggle="true"]:focus { border-color: palette(highlight); }
    QToolButton[toggle="true"]:checked { background: palette(highlight); color: palette(highlighted-text);
                                         border-color: palette(highlight); font-weight: bold; }
    QToolButton[nav="true"] { background: transparent; border: 1px solid transparent; border-radius: 7px;
                              padding: 8px 10px; text-align: left; }
    QToolButton[nav="true"]:hover { background: palette(midlight); }
    QToolButton[nav="true"]:checked { background: palette(midlight); font-weight: bold; }
    QToolButton[nav="true"]:focus { border-color: palette(highlight); }
    QToolButton[nav="true"]::menu-indicator { image: none; }
    QToolButton[field="true"] { background: palette(base); border: 1px solid palette(mid); border-radius: 6px;
                                padding: 6px 26px 6px 8px; text-align: left; font-weight: bold; }
    QToolButton[field="true"]:hover { background: palette(alternate-base); }
    QToolButton[field="true"]:focus { border-color: palette(highlight); }
    QToolButton[field="true"]::menu-indicator { image: url(:/icons/arrow.svg); width: 12px; height: 12px;
                                                subcontrol-origin: padding; subcontrol-position: right center; right: 8px; }
    QToolButton[group="true"] { background: transparent; border: 1px solid transparent; border-radius: 6px;
                                padding: 6px 0; text-align: left; font-weight: bold; }
    QToolButton[group="true"]:hover { background: palette(alternate-base); }
    QToolButton[group="true"]:focus { border-color: palette(highlight); }
    QLineEdit, QComboBox, QPlainTextEdit { background: palette(base); border: 1px solid palette(mid); border-radius: 5px;
                           padding: 3px 7px; min-height: 18px; selection-background-color: palette(highlight); }
    QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus { border-color: palette(highlight); }
    QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: @disabled; background: palette(window); }
    QLineEdit[fault="true"] { color: palette(text); border-color: palette(bright-text); }
    QComboBox::drop-down { border: none; width: 22px; }
    QComboBox::down-arrow { image: url(:/icons/arrow.svg); width: 12px; height: 12px; }
    QComboBox QAbstractItemView { background: palette(base); border: 1px solid palette(mid); padding: 3px; }
    QListView[field="true"] { background: palette(base); border: 1px solid palette(mid); border-radius: 5px; padding: 2px; }
    QListView[field="true"]:focus { border-color: palette(highlight); }
    QListView[field="true"]::indicator { width: 13px; height: 13px; border: 1px solid @muted; border-radius: 3px; }
    QListView[field="true"]::indicator:checked { background: palette(highlight); border-color: palette(highlight);
                                                 image: url(:/icons/check.svg); }
    QProgressBar { background: palette(midlight); border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
    QProgressBar::chunk { background: palette(highlight); border-radius: 2px; }
    QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
    QScrollBar::handle:vertical { background: palette(mid); border-radius: 3px; min-height: 32px; margin: 2px; }
    QScrollBar::handle:vertical:hover { background: palette(dark); }
    QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
    QScrollBar::handle:horizontal { background: palette(mid); border-radius: 3px; min-width: 32px; margin: 2px; }
    QScrollBar::handle:horizontal:hover { background: palette(dark); }
    QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
    QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
    QAbstractScrollArea::corner { background: transparent; border: none; }
    QTableView { background: palette(base); alternate-background-color: palette(alternate-base); border: none; }
    QHeaderView { background: transparent; border: none; }
    QHeaderView::section { background: palette(base); color: @muted; border: none;
                           border-bottom: 1px solid palette(mid); padding: 6px 4px 3px; }
    /* Above the heading; its margins take its width away, by which headings would be moved from the column's edge. */
    QHeaderView::up-arrow, QHeaderView::down-arrow { subcontrol-origin: border; subcontrol-position: top center;
                                                     width: 10px; height: 10px; margin: 0 -5px; }
    QHeaderView::up-arrow { image: url(:/icons/arrow-up.svg); }
    QHeaderView::down-arrow { image: url(:/icons/arrow.svg); }
    QSplitter::handle { background: transparent; }
    *[note="true"] { background: palette(base); color: @muted; border-radius: 6px; padding: 6px 12px; }
    QStatusBar { border-top: 1px solid palette(mid); }
    QStatusBar::item { border: none; }
    QToolTip { background: @tip-base; color: @tip-text; border: none; padding: 5px; }
)");

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
    static const bool systemIsDark = isDark(QApplication::palette());
    if (static bool labelsArePlain = false; !std::exchange(labelsArePlain, true))
        qApp->installEventFilter(new PlainLabels(qApp));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(palette(theme == Theme::Dark || (theme == Theme::System && systemIsDark)));
    // The roles that style sheets of Qt 6.4 cannot name.
    const QPalette used = QApplication::palette();
    QString sheet = styleSheet;
    sheet.replace(QStringLiteral("@muted"), used.color(QPalette::PlaceholderText).name());
    sheet.replace(QStringLiteral("@disabled"), used.color(QPalette::Disabled, QPalette::ButtonText).name());
    sheet.replace(QStringLiteral("@tip-base"), used.color(QPalette::ToolTipBase).name());
    sheet.replace(QStringLiteral("@tip-text"), used.color(QPalette::ToolTipText).name());
    QToolTip::setPalette(used);
    qApp->setStyleSheet(sheet);
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < 128;
}

QIcon lineIcon(const char* name, QPalette::ColorRole role) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QIcon(new LineIconEngine(file.readAll(), role));
}

void setStyleRole(QWidget* widget, const char* role, bool on) {
    if (widget->property(role).toBool() == on) return;
    widget->setProperty(role, on);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

}  // namespace oneshot::ui
