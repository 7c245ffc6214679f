#pragma once

class QFrame;
class QLabel;
class QLayout;
class QSpinBox;
class QString;

namespace oneshot::ui {

/// The name of a page, at its top.
QLabel* pageTitle(const QString&);

/// A framed part of a page around that content, whose margins it sets.
QFrame* card(QLayout* content);

QSpinBox* spinBox(const char* objectName, int low, int high, int value, int step = 1);

}  // namespace oneshot::ui
