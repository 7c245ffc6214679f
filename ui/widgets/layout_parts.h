#pragma once

class QFrame;
class QLabel;
class QLayout;
class QString;

namespace oneshot::ui {

/// The name of a page, at its top.
QLabel* pageTitle(const QString&);

/// A framed part of a page around that content, whose margins it sets.
QFrame* card(QLayout* content);

}  // namespace oneshot::ui
