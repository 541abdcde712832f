"use strict";
(function () {
  const WEEK = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
  // After Okabe and Ito: told apart by the colour-blind, too.
  const ON_LIGHT = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#8c7ae6", "#7f8c8d"];
  const ON_DARK = ["#4aa8e0", "#f0b23c", "#2cc69a", "#dd9cc2", "#f08445", "#9ad4f7", "#b0a3f2", "#a3b0bc"];
  const PRINT_WIDTH = 640;
  const PRINT_HEIGHT = 250;
  const PHONE = 560;

  const data = JSON.parse(document.getElementById("data").textContent);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const places = Array.from(document.querySelectorAll(".chart"));
  let isPrinting = false;

  function figure(value) {
    if (value === null || value === undefined || value === "") {
      return "–";
    }
    return typeof value === "number"
      ? value.toLocaleString("en-US", { maximumSignificantDigits: Math.abs(value) >= 1000 ? 9 : 4, maximumFractionDigits: 4 })
      : String(value);
  }

  function html(text) {
    const box = document.createElement("span");
    box.textContent = String(text);
    return box.innerHTML;
  }

  function distinct(rows, column) {
    const found = Array.from(new Set(rows.map((row) => row[column])));
    if (found.every((v) => typeof v === "number")) {
      return found.sort((a, b) => a - b);
    }
    if (found.every((v) => WEEK.includes(v))) {
      return WEEK.filter((day) => found.includes(day));
    }
    return found.map((v) => (v === null ? "(none)" : v));
  }

  function key(value) {
    return value === null ? "(none)" : value;
  }

  function isNumeric(rows, column) {
    return rows.every((row) => typeof row[column] === "number");
  }

  // Hours, months and other numbers of one step without a gap have a tick each.
  function areSteps(rows) {
    const found = distinct(rows, 0);
    const step = found[1] - found[0];
    return found.length <= 31 && found.every((v, i) => i === 0 || Math.abs(v - found[i - 1] - step) < 1e-6 * step);
  }

  function range(rows, columns) {
    const values = rows.flatMap((row) => columns.map((c) => row[c])).filter((v) => typeof v === "number");
    return [Math.min(...values), Math.max(...values)];
  }

  function look() {
    const isDark = dark.matches && !isPrinting;
    return isDark
      ? { colours: ON_DARK, ink: "#e4e9ee", soft: "#a3b0bc", line: "#33404d", page: "#1a222b", ramp: ["#1f3347", "#2f7fbd", "#f2d675"] }
      : { colours: ON_LIGHT, ink: "#1b2733", soft: "#566573", line: "#d9dfe5", page: "#ffffff", ramp: ["#eef4fa", "#5fa6d6", "#08306b"] };
  }

  // As many lines as its names need; a legend that has to be leafed through hides half of them.
  function legendLines(legend, width) {
    let lines = 1;
    let used = 0;
    legend.forEach((name) => {
      const wanted = 7 * String(name).length + 45;
      if (used > 0 && used + wanted > width - 16) {
        lines += 1;
        used = 0;
      }
      used += wanted;
    });
    return lines;
  }

  function base(chart, style, legend, width) {
    const lines = legend ? legendLines(legend, width) : 0;
    const isLong = lines > 4;
    return {
      animation: false,
      color: style.colours,
      textStyle: { fontFamily: "inherit", color: style.ink },
      grid: { left: 8, right: 28, top: 12, bottom: legend ? 16 + 24 * (isLong ? 1 : lines) : 8, containLabel: true },
      legend: legend
        ? { type: isLong ? "scroll" : "plain", bottom: 0, data: legend.map(String), textStyle: { color: style.ink }, pageTextStyle: { color: style.ink }, pageIconColor: style.ink }
        : { show: false },
      tooltip: { confine: true, backgroundColor: style.page, borderColor: style.line, textStyle: { color: style.ink } },
    };
  }

  function categories(values, style, tilt) {
    return {
      type: "category",
      data: values.map(String),
      axisLabel: Object.assign({ color: style.soft, hideOverlap: true, width: 150, overflow: "truncate" }, tilt ? { rotate: tilt, interval: 0, width: 110 } : {}),
      axisLine: { onZero: false, lineStyle: { color: style.line } },
      axisTick: { alignWithLabel: true, lineStyle: { color: style.line } },
    };
  }

  function values(style, more) {
    return Object.assign(
      {
        type: "value",
        axisLabel: { color: style.soft, hideOverlap: true, formatter: (v) => v.toLocaleString("en-US", { maximumSignificantDigits: 9 }) },
        axisLine: { onZero: false, lineStyle: { color: style.line } },
        splitLine: { lineStyle: { color: style.line } },
      },
      more || {}
    );
  }

  function names(rows, column) {
    return rows[0].length > column ? distinct(rows, column) : [""];
  }

  function ofSeries(rows, column, name) {
    return rows[0].length > column ? rows.filter((row) => key(row[column]) === name) : rows;
  }

  // A line over numbers keeps their distances; over anything else it goes from one to the next.
  function lines(chart, style, width) {
    const rows = chart.rows;
    const series = names(rows, 2);
    const isSurvival = chart.kind === "survival";
    const numeric = isNumeric(rows, 0) && (isSurvival || !areSteps(rows));
    const option = base(chart, style, series.length > 1 ? series : null, width);
    const ticks = numeric ? null : distinct(rows, 0);
    option.xAxis = numeric ? values(style, { min: "dataMin", max: "dataMax", splitLine: { show: false } }) : categories(ticks, style);
    option.yAxis = values(style, isSurvival ? { min: 0, max: 1 } : { scale: true });
    option.tooltip.trigger = "axis";
    option.tooltip.valueFormatter = figure;
    option.series = series.map((name) => {
      const own = ofSeries(rows, 2, name);
      const found = new Map(own.map((row) => [key(row[0]), row[1]]));
      return {
        type: "line",
        name: String(name) || chart.y,
        step: isSurvival ? "end" : false,
        showSymbol: own.length < 2 || (!isSurvival && own.length <= 40),
        symbol: "circle",
        symbolSize: 5,
        connectNulls: false,
        lineStyle: { width: 2 },
        data: numeric
          ? own.map((row) => [row[0], row[1]]).sort((a, b) => a[0] - b[0])
          : ticks.map((tick) => (found.has(tick) ? found.get(tick) : null)),
      };
    });
    return option;
  }

  // Options whose categories go down.
  const turnedOptions = new WeakSet();

  // Long names stand better to the left of bars than under them.
  function lying(ticks, width) {
    const longest = Math.max(...ticks.map((t) => String(t).length));
    return ticks.length > 2 && longest * 7 > width / ticks.length && longest > 4;
  }

  function turned(option, category, value) {
    category.inverse = true;
    category.axisLabel.width = 170;
    option.xAxis = value;
    option.yAxis = category;
    option.grid.right = 40;
    turnedOptions.add(option);
    return option;
  }

  function isTime(ticks) {
    return ticks.every((t) => /^(\d{4}-\d\d|\d\d:\d\d)/.test(String(t)));
  }

  function bars(chart, style, width) {
    const rows = chart.rows;
    const series = names(rows, 2);
    const ticks = distinct(rows, 0);
    const option = base(chart, style, series.length > 1 ? series : null, width);
    const isStacked = chart.kind === "stacked";
    option.tooltip.trigger = "axis";
    option.tooltip.axisPointer = { type: "shadow" };
    option.tooltip.valueFormatter = figure;
    option.series = series.map((name) => {
      const own = new Map(ofSeries(rows, 2, name).map((row) => [key(row[0]), row[1]]));
      return {
        type: "bar",
        name: String(name) || chart.y,
        stack: isStacked ? "all" : undefined,
        barMaxWidth: 48,
        data: ticks.map((tick) => (own.has(tick) ? own.get(tick) : null)),
      };
    });
    if (!isTime(ticks) && lying(ticks, width)) {
      return turned(option, categories(ticks, style), values(style));
    }
    option.xAxis = categories(ticks, style);
    option.yAxis = values(style);
    return option;
  }

  function scatter(chart, style, width) {
    const rows = chart.rows;
    const series = names(rows, 2);
    const option = base(chart, style, series.length > 1 ? series : null, width);
    option.xAxis = isNumeric(rows, 0) ? values(style, { scale: true }) : categories(distinct(rows, 0), style);
    option.yAxis = values(style, { scale: true });
    option.tooltip.formatter = (p) =>
      (p.seriesName ? html(p.seriesName) + "<br>" : "") +
      html(chart.x) + ": " + html(figure(p.value[0])) + "<br>" + html(chart.y) + ": " + html(figure(p.value[1]));
    option.series = series.map((name) => ({
      type: "scatter",
      name: String(name),
      symbolSize: 7,
      itemStyle: { opacity: 0.75 },
      data: ofSeries(rows, 2, name).map((row) => [row[0], row[1]]),
    }));
    return option;
  }

  function ramp(chart, style, low, high) {
    return {
      min: low,
      max: high === low ? low + 1 : high,
      calculable: false,
      orient: "horizontal",
      left: "center",
      bottom: 0,
      itemHeight: 160,
      itemWidth: 12,
      text: [figure(high), figure(low)],
      textStyle: { color: style.ink },
      inRange: { color: style.ramp },
    };
  }

  function heatmap(chart, style, width) {
    const rows = chart.rows.filter((row) => row[2] !== null);
    const across = distinct(chart.rows, 0);
    const down = distinct(chart.rows, 1);
    const span = range(rows, [2]);
    const option = base(chart, style, null);
    option.grid.bottom = 44;
    const tilt = !isTime(across) && lying(across, width) ? 35 : 0;
    option.xAxis = categories(across, style, tilt);
    option.yAxis = categories(down, style);
    option.yAxis.inverse = true;
    option.visualMap = ramp(chart, style, span[0], span[1]);
    option.tooltip.formatter = (p) =>
      html(down[p.value[1]]) + ", " + html(across[p.value[0]]) + "<br>" + html(chart.value) + ": " + html(figure(p.value[2]));
    option.series = [
      {
        type: "heatmap",
        itemStyle: { borderColor: style.page, borderWidth: 1 },
        data: rows.map((row) => [across.indexOf(key(row[0])), down.indexOf(key(row[1])), row[2]]),
      },
    ];
    return option;
  }

  function map(chart, style) {
    const rows = chart.rows.filter((row) => row[2] !== null);
    const span = range(rows, [2]);
    const option = base(chart, style, null);
    option.grid.bottom = 44;
    option.xAxis = values(style, { scale: true });
    option.yAxis = values(style, { scale: true });
    option.visualMap = Object.assign(ramp(chart, style, span[0], span[1]), { dimension: 2 });
    option.tooltip.formatter = (p) =>
      (p.value.length > 3 ? html(p.value[3]) + "<br>" : "") + html(chart.value) + ": " + html(figure(p.value[2]));
    option.series = [{ type: "scatter", symbolSize: 10, itemStyle: { borderColor: style.soft, borderWidth: 0.5 }, data: rows }];
    return option;
  }

  function box(chart, style, width) {
    const ticks = distinct(chart.rows, 0);
    const option = base(chart, style, null);
    option.tooltip.formatter = (p) => {
      const row = chart.rows[p.dataIndex];
      return html(p.name) + "<br>" + ["5th percentile", "25th", "median", "75th", "95th"].map((n, i) => n + ": " + html(figure(row[i + 1]))).join("<br>");
    };
    option.series = [
      {
        type: "boxplot",
        boxWidth: [8, 40],
        itemStyle: { color: style.page, borderColor: style.colours[0], borderWidth: 1.5 },
        data: ticks.map((tick) => chart.rows.find((row) => key(row[0]) === tick).slice(1)),
      },
    ];
    if (!isTime(ticks) && lying(ticks, width)) {
      return turned(option, categories(ticks, style), values(style, { scale: true }));
    }
    option.xAxis = categories(ticks, style);
    option.yAxis = values(style, { scale: true });
    return option;
  }

  function sankey(chart, style, width) {
    const option = base(chart, style, null);
    const nodes = Array.from(new Set(chart.rows.flatMap((row) => [String(row[0]), String(row[1])])));
    option.tooltip.valueFormatter = figure;
    option.series = [
      {
        type: "sankey",
        left: 4,
        right: width < PHONE ? 90 : 150,
        top: 8,
        bottom: 20,
        nodeGap: 10,
        draggable: false,
        nodeAlign: "left",
        emphasis: { focus: "adjacency" },
        lineStyle: { color: "source", opacity: 0.35 },
        label: { color: style.ink, width: width < PHONE ? 84 : 140, overflow: "truncate" },
        data: nodes.map((name, i) => ({ name: name, itemStyle: { color: style.colours[i % style.colours.length] } })),
        links: chart.rows.map((row) => ({ source: String(row[0]), target: String(row[1]), value: row[2] })),
      },
    ];
    return option;
  }

  function funnel(chart, style) {
    const first = chart.rows[0][1];
    const option = base(chart, style, null);
    option.tooltip.formatter = (p) => html(p.name) + ": " + html(figure(p.value));
    option.series = [
      {
        type: "bar",
        name: chart.y,
        barMaxWidth: 36,
        data: chart.rows.map((row) => row[1]),
        label: {
          show: true,
          position: "insideLeft",
          color: "#ffffff",
          textBorderColor: style.colours[0],
          textBorderWidth: 2,
          formatter: (p) => figure(p.value) + (first ? " (" + Math.round((100 * p.value) / first) + " %)" : ""),
        },
      },
    ];
    return turned(option, categories(chart.rows.map((row) => row[0]), style), values(style));
  }

  function control(chart, style, width) {
    const rows = chart.rows;
    const numeric = isNumeric(rows, 0);
    const option = base(chart, style, ["observed", "centre", "limits"], width);
    option.xAxis = numeric ? values(style, { min: "dataMin", max: "dataMax", splitLine: { show: false } }) : categories(rows.map((row) => row[0]), style);
    option.yAxis = values(style, { scale: true });
    option.tooltip.trigger = "axis";
    option.tooltip.valueFormatter = figure;
    const points = (column) => rows.map((row) => (numeric ? [row[0], row[column]] : row[column]));
    const limit = (column) => ({ type: "line", name: "limits", showSymbol: false, itemStyle: { color: style.colours[4] }, lineStyle: { color: style.colours[4], type: "dashed", width: 1.5 }, data: points(column) });
    option.series = [
      {
        type: "line",
        name: "observed",
        itemStyle: { color: style.colours[0] },
        lineStyle: { width: 1.5 },
        symbol: "circle",
        symbolSize: 6,
        showSymbol: true,
        data: rows.map((row) => ({
          value: numeric ? [row[0], row[1]] : row[1],
          itemStyle: { color: row[1] < row[3] || row[1] > row[4] ? style.colours[4] : style.colours[0] },
        })),
      },
      { type: "line", name: "centre", showSymbol: false, itemStyle: { color: style.colours[2] }, lineStyle: { color: style.colours[2], width: 1.5 }, data: points(2) },
      limit(3),
      limit(4),
    ];
    return option;
  }

  const DRAWERS = { line: lines, survival: lines, bar: bars, stacked: bars, scatter: scatter, heatmap: heatmap, map: map, box: box, sankey: sankey, funnel: funnel, control: control };

  function draw(place) {
    const chart = data[Number(place.dataset.chart)];
    const rows = chart.rows;
    if (["sankey", "map"].includes(chart.kind) || (["bar", "box", "funnel"].includes(chart.kind) && distinct(rows, 0).length > 12)) {
      place.dataset.tall = "";
    }
    const width = isPrinting ? PRINT_WIDTH : place.clientWidth;
    const height = isPrinting ? PRINT_HEIGHT * ("tall" in place.dataset ? 1.4 : 1) : place.clientHeight;
    let drawing = echarts.getInstanceByDom(place);
    if (!drawing) {
      drawing = echarts.init(place, null, { renderer: "svg", width: width, height: height });
    } else {
      drawing.resize({ width: width, height: height });
    }
    const option = DRAWERS[chart.kind](chart, look(), width);
    drawing.setOption(option, true);
    if (turnedOptions.has(option)) {
      place.previousElementSibling.textContent = chart.x;
      place.nextElementSibling.textContent = chart.y;
    } else if (chart.kind === "bar" || chart.kind === "stacked" || chart.kind === "box") {
      place.previousElementSibling.textContent = chart.y;
      place.nextElementSibling.textContent = chart.x;
    }
  }

  function drawAll() {
    places.forEach(draw);
    document.documentElement.dataset.charts = String(places.length);
  }

  drawAll();
  dark.addEventListener("change", drawAll);
  window.addEventListener("beforeprint", function () {
    isPrinting = true;
    drawAll();
  });
  window.addEventListener("afterprint", function () {
    isPrinting = false;
    drawAll();
  });
  const widths = new Map();
  const observer = new ResizeObserver(function (entries) {
    for (const entry of entries) {
      const width = Math.round(entry.contentRect.width);
      const before = widths.get(entry.target);
      widths.set(entry.target, width);
      if (!isPrinting && before !== undefined && before !== width && width > 0) {
        draw(entry.target);
      }
    }
  });
  places.forEach((place) => observer.observe(place));
})();
